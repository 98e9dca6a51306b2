import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
}

/** Somebody else's sign-in page, at which whoever was named last signs in without being asked. */
export interface SignInPage {
  issuer: string;
  client: { clientId: string; clientSecret: string };
  nextPerson(person: Person): void;
  /** Lets it know where clients come back to. */
  open(redirectUri: string): void;
  dispose(): Promise<void>;
}

export async function startSignInPage(): Promise<SignInPage> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'madrigal', clientSecret: 'a secret & of = both' };
  const people = new Map<string, Person>();
  let next = '';
  return {
    issuer,
    client,
    nextPerson: (person) => {
      people.set(person.sub, person);
      next = person.sub;
    },
    open: (redirectUri) =>
      serve(server, createProvider(issuer, client, redirectUri, people), () => next),
    dispose: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function createProvider(
  issuer: string,
  { clientId, clientSecret }: SignInPage['client'],
  redirectUri: string,
  people: ReadonlyMap<string, Person>,
): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key for tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    // Said, so that it does not warn of its defaults.
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
    // Nobody is asked whether the client may know the address.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId,
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}

function serve(server: Server, provider: Provider, next: () => string): void {
  const handle = provider.callback();
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    const result = { login: { accountId: next(), remember: false } };
    void provider.interactionFinished(request, response, result);
  });
}

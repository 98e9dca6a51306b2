import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CognitoLocal, startCognitoLocal } from './cognito-local.ts';
import { answerPage } from './hosted-pages.ts';
import { createNumbers } from './numbers.ts';
import { handle } from './operations.ts';
import { addAppCodes, invite } from './people.ts';
import { attributeOf, find, type Pool } from './pool.ts';

export interface UserPool {
  endpoint: string;
  userPoolId: string;
  clientId: string;
  /** Settings of an instance whose accounts are here. */
  env: Record<string, string>;
  /** Operations that were asked for, in order. */
  asked: string[];
  /** What was sent with them. */
  sent: string[];
  /** The code that was sent to an address last. */
  codeOf(email: string): string;
  /** The code that was sent last to a number that somebody wants to be theirs; empty where none was. */
  codeTo(number: string): string;
  /** Has numbers changed at once from now on, before they are confirmed, as pools do that were not told otherwise. */
  changeNumbersAtOnce(): void;
  /** As if the codes that came to numbers were too old. */
  expireCodes(): void;
  /** Makes an account as an admin of the pool does, and answers its first password. */
  invite(person: { name: string; email: string }): Promise<string>;
  /** Has codes of an app asked for after the password, or texts as well. Answers what the app shows. */
  addAppCodes(who: { email: string; orTexts: boolean }): Promise<() => string>;
  /** Has codes asked for that come by text. Answers the last one that was sent. */
  addTexts(email: string): () => string;
  /** Has no codes asked for any more that come by text. */
  dropTexts(email: string): void;
  /** Who signs in at the pages of the pool, by the address. */
  nextPerson(email: string): void;
  /** As if the next session to be renewed had been ended elsewhere. */
  refuseNextRenewal(): void;
  /** Breaks every connection meanwhile. */
  away(act: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A stand-in for a user pool of Cognito, as browsers meet it: npm `cognito-local` keeps accounts and signs
 * tokens; what it lacks is here: sign-in by SRP, names that are not addresses, aliases once they are
 * verified, the rule of passwords, numbers that codes by text confirm, and refreshing as Amplify asks for it.
 */
export async function startUserPool(): Promise<UserPool> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const local = await startCognitoLocal(endpoint);
  const { userPoolId, clientId } = await createPool(local);
  const pool: Pool = {
    local,
    userPoolId,
    pending: new Map(),
    asked: [],
    sent: [],
    steps: new Map(),
    texts: new Map(),
    numbers: createNumbers(),
    isAway: false,
    refusesRenewal: false,
    codes: new Map(),
    nextPerson: '',
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (pool.isAway) return request.destroy();
    answer(pool, request).then(
      async (answered) => {
        const headers = Object.fromEntries(answered.headers);
        for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) {
          delete headers[name];
        }
        response.writeHead(answered.status, headers);
        response.end(Buffer.from(await answered.arrayBuffer()));
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return {
    endpoint,
    userPoolId,
    clientId,
    env: {
      ACCOUNTS: 'cognito',
      COGNITO_REGION: 'eu-west-1',
      COGNITO_ENDPOINT: endpoint,
      COGNITO_USER_POOL_ID: userPoolId,
      COGNITO_CLIENT_ID: clientId,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    asked: pool.asked,
    sent: pool.sent,
    codeOf: (email) => {
      const codes = local
        .usersOf(userPoolId)
        .filter((user) => attributeOf(user, 'email') === email)
        .sort((a, b) => a.UserLastModifiedDate.localeCompare(b.UserLastModifiedDate))
        .flatMap(({ ConfirmationCode }) => ConfirmationCode ?? []);
      return codes.at(-1) ?? '';
    },
    codeTo: (number) => pool.numbers.texts.get(number) ?? '',
    changeNumbersAtOnce: () => {
      pool.numbers.keepsFormer = false;
    },
    expireCodes: () => pool.numbers.unconfirmed.clear(),
    invite: (person) => invite(pool, person),
    addAppCodes: (who) => addAppCodes(pool, clientId, who),
    addTexts: (email) => {
      const { Username = '' } = find(pool, email) ?? {};
      pool.texts.set(Username, '');
      return () => pool.texts.get(Username) ?? '';
    },
    dropTexts: (email) => {
      pool.texts.delete(find(pool, email)?.Username ?? '');
    },
    nextPerson: (email) => {
      pool.nextPerson = email;
    },
    refuseNextRenewal: () => {
      pool.refusesRenewal = true;
    },
    away: async (act) => {
      pool.isAway = true;
      await act();
      pool.isAway = false;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await local.stop();
    },
  };
}

async function createPool({ call }: CognitoLocal) {
  const { UserPool } = await call<{ UserPool: { Id: string } }>('CreateUserPool', {
    PoolName: 'web',
    AutoVerifiedAttributes: ['email'],
    MfaConfiguration: 'OPTIONAL',
  });
  const { UserPoolClient } = await call<{ UserPoolClient: { ClientId: string } }>(
    'CreateUserPoolClient',
    {
      UserPoolId: UserPool.Id,
      ClientName: 'web',
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes' },
    },
  );
  await call('CreateGroup', { UserPoolId: UserPool.Id, GroupName: 'admin' });
  return { userPoolId: UserPool.Id, clientId: UserPoolClient.ClientId };
}

async function answer(pool: Pool, request: IncomingMessage): Promise<Response> {
  const { local } = pool;
  const url = new URL(request.url ?? '/', local.url);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  if (request.method === 'POST' && operation) {
    pool.asked.push(operation);
    pool.sent.push(body);
    return handle(pool, operation, JSON.parse(body));
  }
  const page = request.method === 'OPTIONS' ? null : await answerPage(pool, url, body);
  if (page) return page;
  const asks = request.headers['access-control-request-headers'];
  return fetch(url, {
    method: request.method ?? 'GET',
    headers: asks
      ? { 'access-control-request-headers': String(asks), origin: request.headers.origin ?? '' }
      : {},
  });
}

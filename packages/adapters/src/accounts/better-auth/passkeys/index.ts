import { deviceName } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { confirmOwnSession } from '../confirm-owner.ts';
import type { AccountRecords } from '../records.ts';
import { authenticatorName } from './authenticator-name.ts';
import { keepChallenge, takeChallenge } from './challenges.ts';
import type { Passkey } from './passkey-store.ts';

/** Ed25519, P-256 and RSA, by their names in COSE (RFC 9053): every authenticator knows one. */
const ALGORITHMS = [-8, -7, -257];
const NAME = z.string().trim().min(1).max(100);
const Id = z.object({ id: z.uuid() });
/** The library checks what is inside; these are only the parts it would stumble over. */
const Answer = z.looseObject({
  id: z.string().max(1400),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string() }),
});

export interface PasskeySettings {
  records: Pick<AccountRecords, 'passkeys' | 'getAccount' | 'findPasswordHash'>;
  /** Origin people use; null accepts whatever host they came by. */
  publicUrl: string | null;
  emailVerificationRequired: boolean;
}

/**
 * Passkeys (WebAuthn): added by whoever confirms the account with its password, then a sign-in of
 * their own. The authenticator must verify its user (PIN, finger, face), so that having a passkey
 * and being its owner are two steps in one and no further code is asked for.
 */
export function passkeys(settings: PasskeySettings) {
  return {
    id: 'madrigal-passkeys',
    endpoints: {
      listPasskeys: createAuthEndpoint(
        '/passkeys',
        { method: 'GET', use: [sessionMiddleware] },
        async (ctx) => ctx.json(await settings.records.passkeys.list(userIdOf(ctx))),
      ),
      beginPasskey: createAuthEndpoint(
        '/passkeys/begin',
        {
          method: 'POST',
          use: [sessionMiddleware],
          body: z.object({ confirmation: z.string().max(254) }),
        },
        async (ctx) => ctx.json(await begin(settings, ctx, ctx.body.confirmation)),
      ),
      addPasskey: createAuthEndpoint(
        '/passkeys/add',
        {
          method: 'POST',
          use: [sessionMiddleware],
          body: z.object({ response: Answer, name: NAME.optional() }),
        },
        async (ctx) => ctx.json(await add(settings, ctx, ctx.body.response, ctx.body.name)),
      ),
      renamePasskey: createAuthEndpoint(
        '/passkeys/rename',
        { method: 'POST', use: [sessionMiddleware], body: Id.extend({ name: NAME }) },
        async (ctx) => {
          const { id, name } = ctx.body;
          return ctx.json(await settings.records.passkeys.rename(userIdOf(ctx), id, name));
        },
      ),
      removePasskey: createAuthEndpoint(
        '/passkeys/remove',
        { method: 'POST', use: [sessionMiddleware], body: Id },
        async (ctx) => {
          await settings.records.passkeys.remove(userIdOf(ctx), ctx.body.id);
          return ctx.json({ status: true });
        },
      ),
      challengePasskey: createAuthEndpoint('/passkeys/challenge', { method: 'GET' }, async (ctx) =>
        ctx.json(await challenge(settings, ctx)),
      ),
      signInPasskey: createAuthEndpoint(
        '/sign-in/passkey',
        { method: 'POST', body: z.object({ response: Answer }) },
        async (ctx) => ctx.json(await signIn(settings, ctx, ctx.body.response)),
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** Where the browser is, and the name of our party there. */
function placeOf({ publicUrl }: PasskeySettings, ctx: GenericEndpointContext) {
  const origin = publicUrl ?? new URL(ctx.request?.url ?? '').origin;
  return { origin, rpId: new URL(origin).hostname };
}

function userIdOf(ctx: { context: { session: { user: { id: string } } } }): string {
  return ctx.context.session.user.id;
}

type SignedIn = GenericEndpointContext & {
  context: {
    session: { user: { id: string; name: string; email: string }; session: { createdAt: Date } };
  };
};

async function begin(settings: PasskeySettings, ctx: SignedIn, confirmation: string) {
  const { id, name, email } = ctx.context.session.user;
  await confirmOwnSession(settings.records, ctx.context, confirmation);
  const { rpId } = placeOf(settings, ctx);
  const options = await generateRegistrationOptions({
    rpName: 'Madrigal',
    rpID: rpId,
    // The same for all passkeys of an account, so that an authenticator keeps one per account.
    userID: new TextEncoder().encode(id),
    userName: email,
    userDisplayName: name,
    attestationType: 'none',
    excludeCredentials: await settings.records.passkeys.listCredentials(id, rpId),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const ceremony = { kind: 'register', userId: id } as const;
  await keepChallenge(ctx, { challenge: options.challenge, ceremony });
  return options;
}

async function add(
  settings: PasskeySettings,
  ctx: SignedIn,
  response: z.infer<typeof Answer>,
  name: string | undefined,
): Promise<Passkey> {
  const { challenge, ceremony } = await takeChallenge(ctx, 'register');
  const userId = userIdOf(ctx);
  const { origin, rpId } = placeOf(settings, ctx);
  const check = async () =>
    verifyRegistrationResponse({
      response: withoutAttestation(response as unknown as RegistrationResponseJSON),
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      supportedAlgorithmIDs: ALGORITHMS,
      requireUserVerification: true,
    });
  const checked = await check().catch(notValid);
  if (!checked?.verified || ceremony.kind !== 'register' || ceremony.userId !== userId) {
    throw new MadrigalError('invalid_request', 'The passkey could not be checked.');
  }
  const { aaguid, credential } = checked.registrationInfo;
  return settings.records.passkeys.add({
    userId,
    rpId,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: name ?? nameFor(aaguid, ctx),
  });
}

type CborValue = Parameters<typeof isoCBOR.encode>[0];

/**
 * Nobody asks who made an authenticator, so what it says of that is not looked at, certificates least of
 * all: taken for an attestation of none, as browsers are asked to (WebAuthn Level 3, 5.4.7).
 */
function withoutAttestation(registration: RegistrationResponseJSON): RegistrationResponseJSON {
  const { response } = registration;
  const said = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const parts: [string, CborValue][] = [
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', said.get('authData')],
  ];
  const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(new Map(parts)));
  return { ...registration, response: { ...response, attestationObject } };
}

function nameFor(aaguid: string, ctx: GenericEndpointContext): string {
  const device = deviceName(ctx.headers?.get('user-agent'));
  return authenticatorName(aaguid) ?? device ?? 'Passkey';
}

/** For whoever it is: the browser shows the passkeys it has. */
async function challenge(settings: PasskeySettings, ctx: GenericEndpointContext) {
  const { rpId } = placeOf(settings, ctx);
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    userVerification: 'required',
  });
  await keepChallenge(ctx, { challenge: options.challenge, ceremony: { kind: 'sign-in' } });
  return options;
}

/** @throws invalid_token (challenge), invalid_credentials, email_not_verified */
async function signIn(
  settings: PasskeySettings,
  ctx: GenericEndpointContext,
  response: z.infer<typeof Answer>,
) {
  const { challenge } = await takeChallenge(ctx, 'sign-in');
  const userId = await checkAssertion(settings, placeOf(settings, ctx), challenge, response);
  const user = userId ? await ctx.context.internalAdapter.findUserById(userId) : null;
  if (!user) throw new MadrigalError('invalid_credentials', 'This passkey does not work here.');
  if (settings.emailVerificationRequired && !user.emailVerified) {
    throw new MadrigalError('email_not_verified', 'Confirm your e-mail address first.');
  }
  const session = await ctx.context.internalAdapter.createSession(user.id);
  await setSessionCookie(ctx, { session, user });
  const { id, name, email } = user;
  return { user: { id, name, email } };
}

/** Whose passkey signed the challenge; null when none did. */
async function checkAssertion(
  { records: { passkeys } }: PasskeySettings,
  { origin, rpId }: { origin: string; rpId: string },
  expectedChallenge: string,
  response: z.infer<typeof Answer>,
): Promise<string | null> {
  const known = await passkeys.find(response.id);
  if (!known || known.rpId !== rpId) return null;
  const { credentialId, publicKey, counter } = known;
  const checked = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: { id: credentialId, publicKey, counter },
    requireUserVerification: true,
  }).catch(notValid);
  if (!checked?.verified) return null;
  const { newCounter } = checked.authenticationInfo;
  return (await passkeys.countUse(credentialId, counter, newCounter)) ? known.userId : null;
}

/** The library throws for whatever is wrong with an answer. */
function notValid(): null {
  return null;
}

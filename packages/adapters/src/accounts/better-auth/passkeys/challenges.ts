import { randomBytes } from 'node:crypto';
import { MadrigalError } from '@madrigal/core/shared';
import type { GenericEndpointContext } from 'better-auth';

const COOKIE = 'passkey';
/** A page of sign-in may stay open for a while before somebody takes up its offer. */
const LIFETIME_SECONDS = 900;
const ID_BYTES = 24;

/** What a challenge was given out for: one of them never serves the other. */
export type Ceremony = { kind: 'register'; userId: string } | { kind: 'sign-in' };

interface Kept {
  challenge: string;
  ceremony: Ceremony;
}

/** Remembers a challenge for the browser it goes to; a newer one takes the place of an older. */
export async function keepChallenge(ctx: GenericEndpointContext, kept: Kept): Promise<void> {
  const id = `passkey-${randomBytes(ID_BYTES).toString('base64url')}`;
  const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: LIFETIME_SECONDS });
  await ctx.setSignedCookie(cookie.name, id, ctx.context.secret, cookie.attributes);
  await ctx.context.internalAdapter.createVerificationValue({
    identifier: id,
    value: JSON.stringify(kept),
    expiresAt: new Date(Date.now() + LIFETIME_SECONDS * 1000),
  });
}

/** The challenge this browser was given, once. @throws invalid_token */
export async function takeChallenge(
  ctx: GenericEndpointContext,
  kind: Ceremony['kind'],
): Promise<Kept> {
  const { name } = ctx.context.createAuthCookie(COOKIE);
  const id = await ctx.getSignedCookie(name, ctx.context.secret);
  const found = id ? await ctx.context.internalAdapter.consumeVerificationValue(id) : null;
  const kept = found ? (JSON.parse(found.value) as Kept) : null;
  if (!found || kept?.ceremony.kind !== kind || found.expiresAt < new Date()) {
    throw new MadrigalError('invalid_token', 'This took too long or was tried already. Try again.');
  }
  return kept;
}

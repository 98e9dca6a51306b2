import { createHash, randomBytes } from 'node:crypto';
import type { TokenScope } from '@madrigal/contract';
import { type Clock, MadrigalError } from '../shared/index.ts';
import type { ApiToken, Caller } from './model.ts';
import type { ApiTokenStore, TokenVerifier } from './ports.ts';

/** What API tokens begin with, so that people and scanners recognise them. */
const PREFIX = 'mad_';
const SECRET_BYTES = 32;
const MOST_PER_ACCOUNT = 50;
const DAY_MS = 24 * 3_600_000;

export interface ApiTokensDeps {
  tokens: ApiTokenStore;
  clock: Clock;
  newId: () => string;
}

export interface NewApiToken {
  name: string;
  scope: TokenScope;
  /** Null for never. */
  expiresInDays: number | null;
}

/** Tokens for programs, made and ended by their owner. */
export function createApiTokens(deps: ApiTokensDeps) {
  return {
    create: (caller: Caller, input: NewApiToken) => createToken(deps, caller, input),
    list: (caller: Caller) => deps.tokens.listTokensOfUser(caller.userId),
    revoke: (caller: Caller, tokenId: string) => deps.tokens.deleteToken(caller.userId, tokenId),
  };
}

export type ApiTokens = ReturnType<typeof createApiTokens>;

/** @throws MadrigalError `forbidden` (scope above the role), `conflict` (too many) */
async function createToken(
  { tokens, clock, newId }: ApiTokensDeps,
  caller: Caller,
  { name, scope, expiresInDays }: NewApiToken,
): Promise<ApiToken & { token: string }> {
  if (scope === 'admin' && caller.role !== 'admin') {
    throw new MadrigalError('forbidden', 'Only admins can make tokens of an admin.');
  }
  const others = await tokens.listTokensOfUser(caller.userId);
  if (others.length >= MOST_PER_ACCOUNT) {
    throw new MadrigalError('conflict', `An account has at most ${MOST_PER_ACCOUNT} tokens.`);
  }
  const now = clock.now();
  const token = PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
  const record: ApiToken = {
    id: newId(),
    name,
    scope,
    createdAt: now,
    expiresAt: expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS),
    lastUsedAt: null,
  };
  await tokens.createToken(caller.userId, record, hashOf(token));
  return { ...record, token };
}

/** Verifies access tokens of sessions with `sessions`, and tokens of programs with the store. */
export function createTokenChain(
  sessions: TokenVerifier,
  { tokens, clock }: Pick<ApiTokensDeps, 'tokens' | 'clock'>,
): TokenVerifier {
  return {
    verify: (token) =>
      token.startsWith(PREFIX) ? verifyApiToken(tokens, clock, token) : sessions.verify(token),
  };
}

async function verifyApiToken(tokens: ApiTokenStore, clock: Clock, token: string): Promise<Caller> {
  const used = await tokens.useToken(hashOf(token), clock.now());
  if (!used) throw new MadrigalError('unauthenticated', 'The API token is not valid.');
  const { userId, role, scope } = used;
  return { userId, role: scope === 'admin' ? role : 'listener', scope };
}

/** Random in full, so that a plain hash cannot be searched. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

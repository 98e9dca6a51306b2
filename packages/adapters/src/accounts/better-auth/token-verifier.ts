import { Role } from '@madrigal/contract';
import type { Caller, TokenVerifier } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';

/** The one algorithm our tokens are signed with; a token cannot choose another. */
const ALGORITHMS = ['EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
/** Public keys are asked for again when this old, */
const KEYS_MAX_AGE_MS = 10 * 60_000;
/** and for an unknown key id at most this often, so that made-up tokens cause no load. */
const KEYS_COOLDOWN_MS = 30_000;
/** A token that was good is not checked again for this long, unless it expires: browsing brings bursts. */
const GOOD_FOR_MS = 30_000;
const MOST_REMEMBERED = 5000;
const KEYS_TIMEOUT_MS = 3000;

/**
 * Verifies access tokens with the public keys of their issuer alone.
 * `jwks` is the URL of the key set, or a function that answers it.
 * Throws `unauthenticated` for a bad token, `unavailable` when the keys cannot be had.
 */
export function createJwksTokenVerifier(settings: {
  jwks: URL | (() => Promise<JSONWebKeySet>);
  issuer: string;
  audience: string;
}): TokenVerifier {
  const keys = keySource(settings.jwks);
  const { issuer, audience } = settings;
  const good = new LRUCache<string, { caller: Caller; until: number }>({ max: MOST_REMEMBERED });
  return {
    verify: async (token) => {
      const now = Date.now();
      const remembered = good.get(token);
      if (remembered && now < remembered.until) return remembered.caller;
      const claims = await verifiedClaims(token, keys, { issuer, audience });
      const caller = toCaller(claims);
      good.set(token, { caller, until: Math.min(now + GOOD_FOR_MS, (claims.exp ?? 0) * 1000) });
      return caller;
    },
  };
}

/**
 * jose's cache of remote keys, with its cool-down, also for keys that come from a function. While
 * their issuer is away, the keys it gave last go on being good.
 */
function keySource(jwks: URL | (() => Promise<JSONWebKeySet>)): JWTVerifyGetKey {
  const limits = { cacheMaxAge: KEYS_MAX_AGE_MS, cooldownDuration: KEYS_COOLDOWN_MS };
  const load = jwks instanceof URL ? () => fetchKeys(jwks) : jwks;
  let last: JSONWebKeySet | null = null;
  const answer = async () => {
    try {
      last = await load();
    } catch (error) {
      if (!last) throw error;
    }
    return Response.json(last);
  };
  return createRemoteJWKSet(new URL('https://keys.invalid'), { ...limits, [customFetch]: answer });
}

async function fetchKeys(url: URL): Promise<JSONWebKeySet> {
  const response = await fetch(url, { signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`The key set was answered with ${response.status}.`);
  return (await response.json()) as JSONWebKeySet;
}

async function verifiedClaims(
  token: string,
  keys: JWTVerifyGetKey,
  expected: { issuer: string; audience: string },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...expected,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    return payload;
  } catch (error) {
    throw translate(error);
  }
}

function translate(error: unknown): MadrigalError {
  if (error instanceof errors.JWTExpired) {
    return new MadrigalError('unauthenticated', 'The access token has expired.', { cause: error });
  }
  if (isFaultOfToken(error)) {
    return new MadrigalError('unauthenticated', 'The access token is not valid.', { cause: error });
  }
  return new MadrigalError('unavailable', 'Access tokens cannot be checked right now.', {
    cause: error,
  });
}

function isFaultOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}

function toCaller({ sub, role, auth_time: seconds }: JWTPayload): Caller {
  const known = Role.safeParse(role);
  if (!sub || !known.success) {
    throw new MadrigalError('unauthenticated', 'The access token lacks a subject or a role.');
  }
  const signedInAt = typeof seconds === 'number' ? { signedInAt: new Date(seconds * 1000) } : {};
  return { userId: sub, role: known.data, ...signedInAt };
}

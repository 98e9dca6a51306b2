import type { Caller, TokenVerifier } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { JwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwtBaseError,
  JwtExpiredError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { ADMINS } from './user-pool.ts';

const KEYS_TIMEOUT_MS = 3000;
const GRACE_SECONDS = 5;

export interface CognitoTokenOptions {
  /** Who says so in tokens: `https://cognito-idp.REGION.amazonaws.com/POOL`. */
  issuer: string;
  /** Tokens of other apps of the pool are not for us. */
  clientId: string;
}

/** Verifies access tokens of a user pool with its public keys alone; groups are roles. */
export function createCognitoTokenVerifier({
  issuer,
  clientId,
}: CognitoTokenOptions): TokenVerifier {
  const verifier = JwtVerifier.create(
    {
      issuer,
      // Access tokens of Cognito name the app by `client_id`, not by an audience.
      audience: null,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      graceSeconds: GRACE_SECONDS,
    },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
  );
  return {
    verify: async (token) => {
      const payload = await verifier.verify(token).catch((error: unknown) => {
        throw translate(error);
      });
      return toCaller(payload, clientId);
    },
  };
}

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri, { signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) }).catch(
    (error: unknown) => {
      throw new FetchError(uri, error);
    },
  );
  if (!response.ok) throw new FetchError(uri, `status ${response.status}`);
  return response.arrayBuffer();
}

function toCaller(payload: JwtPayload, clientId: string): Caller {
  const { sub, token_use: use, client_id: client, exp, auth_time: seconds } = payload;
  const { 'cognito:groups': groups } = payload;
  if (!sub || !exp || use !== 'access' || client !== clientId) {
    throw new MadrigalError('unauthenticated', 'The access token is not one for this instance.');
  }
  const isAdmin = Array.isArray(groups) && groups.includes(ADMINS);
  const signedInAt = typeof seconds === 'number' ? { signedInAt: new Date(seconds * 1000) } : {};
  return { userId: sub, role: isAdmin ? 'admin' : 'listener', ...signedInAt };
}

function translate(cause: unknown): MadrigalError {
  if (cause instanceof JwtExpiredError) {
    return new MadrigalError('unauthenticated', 'The access token has expired.', { cause });
  }
  const isAway = cause instanceof FetchError || cause instanceof JwksNotAvailableInCacheError;
  if (cause instanceof JwtBaseError && !isAway) {
    return new MadrigalError('unauthenticated', 'The access token is not valid.', { cause });
  }
  return new MadrigalError('unavailable', 'Access tokens cannot be checked right now.', { cause });
}

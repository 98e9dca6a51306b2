import { MadrigalError } from '@madrigal/core/shared';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const TIMEOUT_MS = 10_000;
const FRESH_MS = 3_600_000;

/** What we need of a provider's description (OpenID Connect Discovery 1.0, section 3). */
const Description = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
});

export type Discovered = z.infer<typeof Description> & { keys: JWTVerifyGetKey };

/**
 * Asks a provider how to be used when it is first needed, so that Madrigal starts while the
 * provider is down, and again every hour.
 */
export function createDiscovery(issuer: string): () => Promise<Discovered> {
  let known: { description: Discovered; until: number } | null = null;
  return async () => {
    if (known && known.until > Date.now()) return known.description;
    const description = await discover(issuer);
    known = { description, until: Date.now() + FRESH_MS };
    return description;
  };
}

/** @throws unavailable */
async function discover(issuer: string): Promise<Discovered> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const parsed = Description.safeParse(await fetchJson(url));
  if (!parsed.success || parsed.data.issuer !== issuer) {
    throw new MadrigalError('unavailable', 'The sign-in provider describes itself wrongly.');
  }
  return { ...parsed.data, keys: createRemoteJWKSet(new URL(parsed.data.jwks_uri)) };
}

/** JSON of a provider, which never leads elsewhere. @throws unavailable */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return await response.json();
  } catch (cause) {
    throw new MadrigalError('unavailable', 'The sign-in provider cannot be reached right now.', {
      cause,
    });
  }
}

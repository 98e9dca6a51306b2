import { createHash } from 'node:crypto';
import { MadrigalError } from '@madrigal/core/shared';
import type { OAuthProvider } from 'better-auth/oauth2';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { createDiscovery, type Discovered, fetchJson } from './discovery.ts';

/** Somebody else's sign-in page that people may use, by OpenID Connect. */
export interface OidcProviderSettings {
  /** Part of the redirect address: `/api/auth/callback/{id}`. */
  id: string;
  /** For people. */
  name: string;
  /** Exactly as the provider writes it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Algorithms that need no shared secret; a provider cannot choose another. */
const ALGORITHMS = /^(RS|PS|ES)(256|384|512)$|^EdDSA$/;
const CLOCK_TOLERANCE_SECONDS = 30;
const MAX_NAME_LENGTH = 100;

const TokenAnswer = z.object({ id_token: z.string(), access_token: z.string() });
const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  // Some providers write it as a text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

/**
 * The authorization code flow with PKCE (RFC 7636), state and nonce. An address counts only where
 * the provider says that it was verified; without one nobody is let in.
 */
export function createOidcProvider(settings: OidcProviderSettings): OAuthProvider<Claims> {
  const discover = createDiscovery(settings.issuer);
  return {
    id: settings.id,
    name: settings.name,
    issuer: settings.issuer,
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }) => profile.sub,
    createAuthorizationURL: async ({ state, codeVerifier, redirectURI, idTokenNonce }) => {
      const { authorization_endpoint } = await discover();
      const url = new URL(authorization_endpoint);
      const query = {
        response_type: 'code',
        client_id: settings.clientId,
        redirect_uri: redirectURI,
        scope: 'openid email profile',
        state,
        nonce: idTokenNonce ?? '',
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url;
    },
    validateAuthorizationCode: async ({ code, redirectURI, codeVerifier = '' }) =>
      exchange(settings, await discover(), { code, redirectURI, codeVerifier }),
    getUserInfo: async ({ idToken, accessToken, expectedIdTokenNonce }) => {
      const tokens = { idToken: idToken ?? '', accessToken: accessToken ?? '' };
      const claims = await readClaims(settings, await discover(), tokens, expectedIdTokenNonce);
      return claims && { user: toUser(claims), data: claims };
    },
  };
}

async function exchange(
  { clientId, clientSecret }: OidcProviderSettings,
  { token_endpoint, token_endpoint_auth_methods_supported: methods }: Discovered,
  { code, redirectURI, codeVerifier }: { code: string; redirectURI: string; codeVerifier: string },
) {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectURI,
    code_verifier: codeVerifier,
  });
  const headers = new Headers({ accept: 'application/json' });
  if (methods.includes('client_secret_basic')) {
    // Both parts are form-encoded first (RFC 6749, section 2.3.1).
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  } else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  const answer = await fetchJson(token_endpoint, { method: 'POST', headers, body: form });
  const { id_token, access_token } = TokenAnswer.parse(answer);
  return { idToken: id_token, accessToken: access_token };
}

/** What the provider says of the person; null where the token is not for us or not of this sign-in. */
async function readClaims(
  { issuer, clientId }: OidcProviderSettings,
  discovered: Discovered,
  { idToken, accessToken }: { idToken: string; accessToken: string },
  nonce: string | undefined,
): Promise<Claims | null> {
  const supported = discovered.id_token_signing_alg_values_supported;
  try {
    const { payload } = await jwtVerify(idToken, discovered.keys, {
      issuer,
      audience: clientId,
      algorithms: supported.filter((name) => ALGORITHMS.test(name)),
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    if (!nonce || payload.nonce !== nonce) return null;
    // A token for several parties names the one it was issued to (OpenID Connect Core, 3.1.3.7).
    if (payload.azp !== undefined && payload.azp !== clientId) return null;
    const claims = Claims.parse(payload);
    return claims.email === undefined ? await askForMore(discovered, claims, accessToken) : claims;
  } catch (error) {
    if (error instanceof MadrigalError) throw error;
    return null;
  }
}

/** Providers may keep the e-mail address out of the token. */
async function askForMore(
  { userinfo_endpoint }: Discovered,
  claims: Claims,
  accessToken: string,
): Promise<Claims | null> {
  if (!userinfo_endpoint) return claims;
  const headers = { authorization: `Bearer ${accessToken}` };
  const more = Claims.parse(await fetchJson(userinfo_endpoint, { headers }));
  return more.sub === claims.sub ? { ...more, name: more.name ?? claims.name } : null;
}

function toUser({ email, email_verified, name }: Claims) {
  const verified = email_verified === true || email_verified === 'true';
  const address = verified && z.email().max(254).safeParse(email).success ? (email ?? null) : null;
  const shown = name?.trim() || address?.split('@')[0] || '';
  return {
    email: address,
    emailVerified: address !== null,
    name: shown.slice(0, MAX_NAME_LENGTH),
  };
}

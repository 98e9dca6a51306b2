import { createHash } from 'node:crypto';
import { tokensOf } from './operations.ts';
import { json, type Pool, refuse } from './pool.ts';

/**
 * Pages of the pool, at which whoever was named last signs in without being asked: codes with PKCE
 * (RFC 7636) instead of tokens in addresses. Null for other addresses.
 */
export async function answerPage(pool: Pool, url: URL, body: string): Promise<Response | null> {
  if (url.pathname === '/oauth2/authorize') return authorize(pool, url.searchParams);
  if (url.pathname === '/oauth2/token') return giveTokens(pool, new URLSearchParams(body));
  if (url.pathname === '/logout') return redirect(url.searchParams.get('logout_uri') ?? '/');
  return null;
}

function authorize(pool: Pool, asked: URLSearchParams): Response {
  const back = new URL(asked.get('redirect_uri') ?? '');
  const code = crypto.randomUUID();
  pool.codes.set(code, asked);
  pool.asked.push(`authorize ${asked.get('identity_provider')}`);
  back.searchParams.set('code', code);
  back.searchParams.set('state', asked.get('state') ?? '');
  return redirect(back.href);
}

async function giveTokens(pool: Pool, given: URLSearchParams): Promise<Response> {
  const code = given.get('code') ?? '';
  const asked = pool.codes.get(code);
  pool.codes.delete(code);
  const hashed = createHash('sha256')
    .update(given.get('code_verifier') ?? '')
    .digest('base64url');
  const fits = ['client_id', 'redirect_uri'].every((name) => asked?.get(name) === given.get(name));
  if (!asked || !fits || asked.get('code_challenge') !== hashed) {
    return json({ error: 'invalid_grant' }, 400);
  }
  const answered = await tokensOf(pool, pool.nextPerson, asked.get('client_id') ?? '');
  if (!answered) return refuse('UserNotFoundException', 'Nobody was named.');
  const { AccessToken, IdToken, RefreshToken } = answered;
  return json({
    access_token: AccessToken,
    id_token: IdToken,
    refresh_token: RefreshToken,
    token_type: 'Bearer',
    expires_in: 900,
  });
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

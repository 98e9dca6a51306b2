import { errorOf } from './problem.ts';
import { send } from './send.ts';
import type { AccessToken } from './token-source.ts';

/** Access tokens of the server itself, for the session that its cookie names. */
export async function ownTokens(): Promise<AccessToken | null> {
  const response = await send('/api/auth/token', { method: 'GET' });
  if (response.status === 401 || response.status === 403) return null;
  if (!response.ok) throw await errorOf(response);
  const { token } = (await response.json()) as { token: string };
  return { value: token, lifetimeMs: lifetimeMs(token) };
}

/** From the token's own times and not from this machine's clock, which may be wrong. */
function lifetimeMs(token: string): number {
  const payload = token.split('.')[1] ?? '';
  const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  const { iat, exp } = JSON.parse(json) as { iat: number; exp: number };
  return (exp - iat) * 1000;
}

import { ApiError, errorOf } from './problem.ts';
import { send } from './send.ts';

/** Renewed this long before it ends, so that no request leaves with a token about to expire. */
const renewBeforeMs = 30_000;

interface AccessToken {
  value: string;
  /** By this machine's clock. */
  renewAt: number;
}

let current: AccessToken | null = null;
let renewal: Promise<string> | null = null;
const signedOutListeners = new Set<() => void>();

/** Calls back when the session turns out to be gone. Returns how to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * A valid access token, kept in memory only.
 * @throws ApiError `unauthenticated` without a session, `network`
 */
export async function accessToken(): Promise<string> {
  if (current && Date.now() < current.renewAt) return current.value;
  return renewToken();
}

/** Fetches a new token; callers at the same time share one request. */
export function renewToken(): Promise<string> {
  renewal ??= fetchToken().finally(() => {
    renewal = null;
  });
  return renewal;
}

export function forgetToken(): void {
  current = null;
}

async function fetchToken(): Promise<string> {
  const response = await send('/api/auth/token', { method: 'GET' });
  if (response.status === 401 || response.status === 403) {
    forgetToken();
    for (const listener of signedOutListeners) listener();
    throw new ApiError('unauthenticated', '', undefined, 401);
  }
  if (!response.ok) throw await errorOf(response);
  const { token } = (await response.json()) as { token: string };
  current = { value: token, renewAt: Date.now() + lifetimeMs(token) - renewBeforeMs };
  return token;
}

/** From the token's own times and not from this machine's clock, which may be wrong. */
function lifetimeMs(token: string): number {
  const payload = token.split('.')[1] ?? '';
  const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  const { iat, exp } = JSON.parse(json) as { iat: number; exp: number };
  return (exp - iat) * 1000;
}

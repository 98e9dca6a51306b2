import { ownTokens } from './own-tokens.ts';
import { ApiError } from './problem.ts';
import type { TokenSource } from './token-source.ts';

/** Renewed this long before it ends, so that no request leaves with a token about to expire. */
const renewBeforeMs = 30_000;

let source: TokenSource = ownTokens;
/** `renewAt` is by this machine's clock. */
let current: { value: string; renewAt: number } | null = null;
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

/** Has tokens come from elsewhere from now on. */
export function takeTokensOf(other: TokenSource): void {
  if (other === source) return;
  source = other;
  forgetToken();
}

async function fetchToken(): Promise<string> {
  const token = await source(current !== null);
  if (!token) {
    forgetToken();
    for (const listener of signedOutListeners) listener();
    throw new ApiError('unauthenticated', '', undefined, 401);
  }
  current = { value: token.value, renewAt: Date.now() + token.lifetimeMs - renewBeforeMs };
  return token.value;
}

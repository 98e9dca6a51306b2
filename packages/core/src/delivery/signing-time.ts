/**
 * When a URL signed now expires: at least `ttlMs` from now, rounded up to a whole window of a
 * quarter of it, so that everyone asking within one window gets the same URL and caches work.
 */
export function roundedExpiry(now: Date, ttlMs: number): Date {
  const windowMs = Math.max(1000, Math.floor(ttlMs / 4));
  return new Date((Math.floor(now.getTime() / windowMs) + 1) * windowMs + ttlMs);
}

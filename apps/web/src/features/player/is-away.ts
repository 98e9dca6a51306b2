/**
 * Whether nobody answers for the bytes of a URL for now: no answer at all, or one that says so. An
 * audio element does not tell this from bytes that it cannot play.
 */
export async function isAway(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { cache: 'no-store' });
    await response.body?.cancel();
    return response.status >= 500;
  } catch {
    return true;
  }
}

/** Escapes of JSON by which characters come that no text can hold, or what looks like one. */
const suspicious = /\\u(?:0000|d[89a-f][\da-f]{2})/i;

/**
 * Whether every text of a parsed body can be stored by every database: PostgreSQL has no NUL in texts (manual, "Character
 * Types"), and half of a surrogate pair has no bytes in UTF-8 (RFC 3629, section 3).
 */
export function isStorable(json: string, value: unknown): boolean {
  if (!suspicious.test(json)) return true;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return false;
    if (typeof next === 'object' && next !== null)
      for (const part of Object.entries(next)) left.push(...part);
  }
  return true;
}

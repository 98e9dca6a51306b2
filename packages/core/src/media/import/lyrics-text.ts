const MAX_CHARS = 100_000;

/**
 * Text of a lyrics file: UTF-8, UTF-16 with a byte order mark, or else Latin-1, which old ones are
 * in. Without what could garble a page. Null when nothing is left.
 */
export function readLyricsText(bytes: Uint8Array): string | null {
  const text = decode(bytes)
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .slice(0, MAX_CHARS)
    .trim();
  return text === '' ? null : text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

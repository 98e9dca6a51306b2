import type { ILyricsTag } from 'music-metadata';

/** `TimestampFormat.milliseconds` of ID3v2's SYLT frame, which music-metadata uses for LRC too. */
const MILLISECONDS = 2;
const MAX_BYTES = 100_000;
const MAX_PIECES = 10_000;

type Piece = ILyricsTag['syncText'][number];

/**
 * The lyrics of a song, synchronised ones first, as LRC text (`[mm:ss.xx]line`); plain text
 * otherwise. At most 100 kB.
 */
export function readLyrics(tags: readonly ILyricsTag[]): string | null {
  const synchronised = tags.find(
    (tag) => tag.timeStampFormat === MILLISECONDS && tag.syncText.length > 0,
  );
  if (synchronised) return cleanLyrics(toLrc(synchronised.syncText.slice(0, MAX_PIECES)));
  const plain = tags.map((tag) => cleanLyrics(tag.text)).find((text) => text !== null);
  return plain ?? null;
}

/**
 * Pieces of SYLT are lines or syllables: where any piece holds a line break, only breaks start a
 * new line (ID3v2.4, section 4.9).
 */
function toLrc(pieces: readonly Piece[]): string {
  const syllables = pieces.some((piece) => /[\r\n]/.test(piece.text));
  const lines: { at: number; text: string }[] = [];
  let fresh = true;
  for (const { text, timestamp } of pieces) {
    if (fresh || !syllables || /^[\r\n]/.test(text)) lines.push({ at: timestamp ?? 0, text: '' });
    const line = lines.at(-1);
    if (line) line.text += text.replace(/[\r\n]+/g, '');
    fresh = /[\r\n]$/.test(text);
  }
  return lines.map((line) => `[${stamp(line.at)}]${line.text.trim()}`).join('\n');
}

function stamp(ms: number): string {
  const hundredths = Math.max(0, Math.floor(ms / 10)) || 0;
  const minutes = Math.floor(hundredths / 6000);
  const seconds = Math.floor(hundredths / 100) % 60;
  return [minutes, seconds]
    .map(twoDigits)
    .join(':')
    .concat('.', twoDigits(hundredths % 100));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function cleanLyrics(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, MAX_BYTES)
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
  const bytes = new TextEncoder().encode(text);
  // `stream` leaves out a character that the limit cuts in two.
  const bounded = new TextDecoder().decode(bytes.subarray(0, MAX_BYTES), { stream: true }).trim();
  return bounded === '' ? null : bounded;
}

export interface LyricLine {
  /** Null where the lyrics carry no times. */
  atMs: number | null;
  text: string;
}

const timeTag = /\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]/g;
/** `[ar:…]`, `[offset:…]` and the like. */
const nameTag = /^\[([a-z]+):([^\]]*)\]\s*$/i;
/** Times of single words in the enhanced format: `<00:12.30>`. */
const wordTag = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?/g;

/**
 * Lines of lyrics, plain or with times (LRC: `[01:23.45]words`, several times before one line,
 * `[offset:+250]` in ms, where plus means earlier). Lines with times come in their order.
 */
export function parseLyrics(text: string): LyricLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  const offsetMs = offsetOf(lines);
  const timed = lines.flatMap((line) => timedLines(line, offsetMs));
  if (timed.length > 0) return timed.sort((a, b) => a.atMs - b.atMs);
  const plain = lines.filter((line) => !nameTag.test(line)).map((line) => line.trim());
  return plain.map((line) => ({ atMs: null, text: line }));
}

function timedLines(line: string, offsetMs: number): { atMs: number; text: string }[] {
  const words = line.replace(timeTag, '').replace(wordTag, '').trim();
  return [...line.matchAll(timeTag)].map(([, minutes, seconds, fraction = '']) => {
    const ms = Number(fraction.padEnd(3, '0'));
    const atMs = (Number(minutes) * 60 + Number(seconds)) * 1000 + ms;
    return { atMs: Math.max(0, atMs - offsetMs), text: words };
  });
}

function offsetOf(lines: readonly string[]): number {
  for (const line of lines) {
    const [, name, value] = nameTag.exec(line) ?? [];
    if (name?.toLowerCase() === 'offset') return Number(value) || 0;
  }
  return 0;
}

/** Index of the line that is sung at a time; -1 before the first, and without times. */
export function lineAt(lines: readonly LyricLine[], positionMs: number): number {
  return lines.findLastIndex(({ atMs }) => atMs !== null && atMs <= positionMs);
}

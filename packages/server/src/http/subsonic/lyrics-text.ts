export interface LyricsLine {
  text: string;
  /** From the start of the song; absent where the lyrics are not timed. */
  startMs?: number;
}

const STAMPS = /^\s*((?:\[\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?\]\s*)+)/;
const STAMP = /\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]/g;
const TAG = /^\s*\[(\w+):(.*)\]\s*$/;
/** Times of single words, in lines of the enhanced format. */
const WORD_STAMP = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?/g;

/**
 * Lines of lyrics as they are kept: timed where they are in LRC's format, in the order of their
 * time, with its `offset` applied; else as they stand.
 */
export function readLyrics(text: string): { synced: boolean; lines: LyricsLine[] } {
  const raw = text.split(/\r\n|\r|\n/);
  if (!raw.some((line) => STAMPS.test(line))) {
    return { synced: false, lines: raw.map((line) => ({ text: line.trim() })) };
  }
  const offset = Number(
    raw.map((line) => TAG.exec(line)).find((tag) => tag?.[1] === 'offset')?.[2],
  );
  const shift = Number.isFinite(offset) ? offset : 0;
  const lines = raw.flatMap((line) => timed(line, shift));
  return { synced: true, lines: lines.toSorted((a, b) => a.startMs - b.startMs) };
}

/** A line once for each of its times; none for what has no time. A later offset means earlier. */
function timed(line: string, shift: number): (LyricsLine & { startMs: number })[] {
  const stamps = STAMPS.exec(line)?.[1];
  if (stamps === undefined) return [];
  const text = line.replace(STAMPS, '').replace(WORD_STAMP, '').trim();
  return [...stamps.matchAll(STAMP)].map(([, minutes, seconds, fraction = '0']) => {
    const ms = Number(`0.${fraction}`) * 1000;
    const startMs = Math.round(Number(minutes) * 60_000 + Number(seconds) * 1000 + ms - shift);
    return { text, startMs: Math.max(0, startMs) };
  });
}

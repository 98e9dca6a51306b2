import type { Import, ImportProgress } from '@madrigal/core/media/import';

const BAR_CELLS = 24;
const MINUTE_S = 60;
const HOUR_S = 3600;

/** How far an import is, in one line that fits. `elapsedMs` is since it began to read. */
export function progressLine(
  { state, progress }: Pick<Import, 'state' | 'progress'>,
  elapsedMs: number,
  columns: number,
): string {
  if (state === 'queued') return 'Waiting for the Madrigal that runs to begin …';
  const { total, currentFile } = progress;
  if (total === null) return 'Looking for music …';
  const done = doneFiles(progress);
  const parts = [`${bar(done, total)} ${count(done)} of ${count(total)}`];
  const rest = timeLeft(progress, total - done, elapsedMs);
  if (rest) parts.push(rest);
  if (currentFile) parts.push(currentFile);
  return shorten(parts.join('  '), columns - 1);
}

export function doneFiles({ counts }: ImportProgress): number {
  return Object.values(counts).reduce((sum, files) => sum + files, 0);
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? BAR_CELLS : Math.floor((BAR_CELLS * done) / total);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

/** By the files that really were read: passing by the unchanged ones takes no time. */
function timeLeft({ counts }: ImportProgress, left: number, elapsedMs: number): string | null {
  const read = counts.added + counts.changed + counts.duplicate + counts.failed;
  if (read === 0 || left <= 0) return null;
  return `${duration((elapsedMs / read / 1000) * left)} left`;
}

/** Seconds in words: `40 s`, `12 min`, `3 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < MINUTE_S) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < HOUR_S) return `${Math.round(seconds / MINUTE_S)} min`;
  return `${Math.floor(seconds / HOUR_S)} h ${Math.floor((seconds % HOUR_S) / MINUTE_S)} min`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

function shorten(text: string, columns: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names of files may hold them
  const clean = Array.from(text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?'));
  return clean.length <= columns ? clean.join('') : `${clean.slice(0, columns - 1).join('')}…`;
}

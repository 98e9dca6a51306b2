import { MadrigalError } from '../../shared/index.ts';
import {
  entryOf,
  type FileEntry,
  lengthOf,
  type PlaylistFile,
  type WrittenPlaylist,
} from './model.ts';

const COLUMNS = ['title', 'artist', 'album', 'durationMs', 'recordingId', 'songId'] as const;
type Column = (typeof COLUMNS)[number] | 'durationText';

/** Names of columns in lists that other programs write, letters and digits only. */
const NAMES: Readonly<Record<string, Column>> = {
  title: 'title',
  track: 'title',
  trackname: 'title',
  tracktitle: 'title',
  song: 'title',
  songname: 'title',
  name: 'title',
  artist: 'artist',
  artists: 'artist',
  artistname: 'artist',
  artistnames: 'artist',
  trackartist: 'artist',
  creator: 'artist',
  album: 'album',
  albumname: 'album',
  albumtitle: 'album',
  durationms: 'durationMs',
  trackdurationms: 'durationMs',
  duration: 'durationText',
  length: 'durationText',
  time: 'durationText',
  recordingid: 'recordingId',
  musicbrainzid: 'recordingId',
  musicbrainztrackid: 'recordingId',
  musicbrainzrecordingid: 'recordingId',
  mbid: 'recordingId',
  songid: 'songId',
};

/** Whether a text begins like a table that {@link readCsv} understands. */
export function looksLikeCsv(text: string): boolean {
  return columnsOf(rowsOf(firstLine(text), separatorOf(text))[0] ?? []).includes('title');
}

/**
 * Reads a table whose first row names its columns, separated by commas, semicolons or tabs.
 * @throws MadrigalError `invalid_request` without a column for titles
 */
export function readCsv(text: string): PlaylistFile {
  const [head = [], ...rows] = rowsOf(text, separatorOf(text));
  const columns = columnsOf(head);
  if (!columns.includes('title')) {
    throw new MadrigalError(
      'invalid_request',
      'The first row of the table has to name its columns; one is “title”, another “artist”.',
    );
  }
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  return { name: null, description: null, entries: filled.map((row) => readRow(columns, row)) };
}

function readRow(columns: readonly (Column | null)[], row: readonly string[]): FileEntry {
  const cell = (column: Column) => {
    const at = columns.indexOf(column);
    // The apostrophe that keeps spreadsheets from taking a text for a formula.
    return at < 0 ? '' : (row[at] ?? '').replace(/^'(?=[=+\-@\t\r])/, '');
  };
  const ms = lengthOf(Number.parseFloat(cell('durationMs')));
  return entryOf({
    title: cell('title'),
    artist: cell('artist'),
    album: cell('album'),
    durationMs: ms ?? lengthOf(1000 * secondsOf(cell('durationText'))),
    recordingId: cell('recordingId'),
    songId: cell('songId'),
  });
}

/** `215`, `3:35` and `1:03:35` as seconds; NaN for anything else. */
function secondsOf(text: string): number {
  if (!/^\s*\d+(?::\d{1,2}){0,2}(?:\.\d+)?\s*$/.test(text)) return Number.NaN;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function columnsOf(head: readonly string[]): (Column | null)[] {
  const names = head.slice(0, 100).map((cell) => cell.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return names.map((name) => (Object.hasOwn(NAMES, name) ? (NAMES[name] ?? null) : null));
}

function firstLine(text: string): string {
  return /^[^\r\n]{0,5000}/.exec(text)?.[0] ?? '';
}

function separatorOf(text: string): string {
  const line = firstLine(text);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** RFC 4180. A quote within a cell that does not begin with one stands for itself. */
function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const { value, end } = text[at] === '"' ? quotedAt(text, at) : { value: '', end: at };
    const stop = nextEnd(text, end, separator);
    row.push(value + text.slice(end, stop));
    const sign = text[stop];
    at = stop + (sign === '\r' && text[stop + 1] === '\n' ? 2 : 1);
    if (sign === separator) continue;
    rows.push(row);
    row = [];
    if (at >= text.length) return rows;
  }
}

/** What stands in quotes, and where it ends: at the end of the text where none closes them. */
function quotedAt(text: string, start: number): { value: string; end: number } {
  let end = start + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return { value: text.slice(start + 1), end: text.length };
    if (text[quote + 1] !== '"') {
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    end = quote + 2;
  }
}

function nextEnd(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === separator || sign === '\r' || sign === '\n') return at;
  }
  return text.length;
}

/** RFC 4180, with a byte order mark by which spreadsheets know UTF-8. */
export function writeCsv({ entries }: WrittenPlaylist): string {
  const rows = entries.map((entry) => [
    entry.title,
    entry.artists.join(', '),
    entry.album,
    String(entry.durationMs),
    entry.recordingId ?? '',
    entry.songId,
  ]);
  const lines = [[...COLUMNS], ...rows].map((row) => row.map(cellOf).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** Spreadsheets take what begins like a formula for one: an apostrophe keeps it a text. */
function cellOf(value: string): string {
  const text = value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

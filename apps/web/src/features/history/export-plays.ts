import { endpoints, type Play } from '@madrigal/contract';
import { readAll } from '../../api/pages.ts';
import { request } from '../../api/request.ts';
import { saveFile } from '../../api/save-file.ts';

const most = 200_000;

/** Saves the whole history as a file, made in the browser. */
export async function exportPlays(format: 'csv' | 'json'): Promise<void> {
  const plays = await readAll(
    (cursor) => request(endpoints.listPlays, { query: { limit: 200, cursor } }),
    most,
  );
  const text = format === 'csv' ? toCsv(plays) : `${JSON.stringify(plays.map(rowOf), null, 2)}\n`;
  saveFile(`madrigal-history.${format}`, text, format === 'csv' ? 'text/csv' : 'application/json');
}

function rowOf({ playedAt, msPlayed, song }: Play) {
  return {
    playedAt,
    title: song.title,
    artists: song.artists.map(({ name }) => name).join(', '),
    album: song.album.title,
    secondsPlayed: Math.round(msPlayed / 1000),
    songId: song.id,
  };
}

const columns = ['playedAt', 'title', 'artists', 'album', 'secondsPlayed', 'songId'] as const;

/** RFC 4180, with a byte order mark by which spreadsheets know UTF-8. */
export function toCsv(plays: readonly Play[]): string {
  const lines = plays.map(rowOf).map((row) => columns.map((name) => cellOf(row[name])).join(','));
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Spreadsheets take what begins like a formula for one: an apostrophe keeps it a text. */
function cellOf(value: string | number): string {
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

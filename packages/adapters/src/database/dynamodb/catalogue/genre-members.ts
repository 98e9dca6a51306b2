import type { Song } from '@madrigal/core/catalog';
import type { Table } from '../client.ts';
import { getItems, queryItems } from '../read.ts';
import { genreOf, ROWS_PER_QUERY, SONG_ROWS, songKey } from './keys.ts';
import { fromSongRow, type SongRow, songKind } from './kinds.ts';
import { listSongs } from './song-lists.ts';

/** Rows of the published songs of a genre; null where they are more than are sorted. */
async function publishedOfGenre(
  table: Table,
  genre: string,
  most: number,
): Promise<SongRow[] | null> {
  const rows: SongRow[] = [];
  const range = { partition: genreOf(genre), ...SONG_ROWS };
  for await (const item of queryItems(table, range, ROWS_PER_QUERY)) {
    const row = fromSongRow(item);
    if (row.state !== 'published') continue;
    if (rows.length === most) return null;
    rows.push(row);
  }
  return rows;
}

/** Albums with a published song of a genre; null where those songs are too many. */
export async function albumsOfGenre(
  table: Table,
  genre: string,
  most: number,
): Promise<string[] | null> {
  const rows = await publishedOfGenre(table, genre, most);
  return rows && [...new Set(rows.map(({ albumId }) => albumId))];
}

/** The same of artists, whom only the songs themselves tell. */
export async function artistsOfGenre(
  table: Table,
  genre: string,
  most: number,
): Promise<string[] | null> {
  const rows = await publishedOfGenre(table, genre, most);
  if (!rows) return null;
  const items = await getItems(
    table,
    rows.map(({ songId }) => songKey(songId)),
  );
  const songs: Song[] = items.map(songKind.fromItem);
  return [...new Set(songs.flatMap(({ artists }) => artists.map(({ id }) => id)))];
}

/** Whether an album or artist has a published song of a genre. */
export async function hasSongOfGenre(
  table: Table,
  of: { albumId: string } | { artistId: string },
  genre: string,
  mostSorted: number,
): Promise<boolean> {
  const query = { order: 'album', states: ['published'], genre, ...of } as const;
  return (await listSongs(table, query, { limit: 1 }, mostSorted)).items.length > 0;
}

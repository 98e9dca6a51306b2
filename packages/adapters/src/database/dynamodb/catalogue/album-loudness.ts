import { type Loudness, loudnessTogether } from '@madrigal/core/catalog';
import type { Table } from '../client.ts';
import { getItems } from '../read.ts';
import { albumOf, SONG_ROWS, songKey } from './keys.ts';
import { songKind } from './kinds.ts';
import { publishedIn } from './summaries.ts';

/** One query; songs are read only whose rows are from before these told it. */
export async function getAlbumLoudness(table: Table, albumId: string): Promise<Loudness> {
  const rows = await publishedIn(table, { partition: albumOf(albumId), ...SONG_ROWS });
  const told = rows.flatMap(({ loudness, durationMs }) =>
    loudness ? [{ loudness, durationMs }] : [],
  );
  const silent = rows.filter(({ loudness }) => !loudness).map(({ songId }) => songKey(songId));
  const songs = (await getItems(table, silent)).map(songKind.fromItem);
  return loudnessTogether([...told, ...songs]);
}

import type { CatalogueStore, Song, SongQuery } from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { countOf, idOf } from '../../positions.ts';
import { isIn } from '../catalogue/song-lists.ts';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { dynamoErrors } from '../errors.ts';
import { mostPlayed, type PlayCount } from './most-played.ts';
import { playedKey } from './play-items.ts';
import { listAlbumsByPlays, listArtistsByPlays } from './play-sums.ts';

const SONGS_AT_ONCE = 100;

/**
 * A catalogue, of whatever engine, whose orders by plays come from the plays of a library in
 * DynamoDB. Of what a filter leaves out, that which was played more is looked at too.
 */
export function withPlayOrder(catalogue: CatalogueStore, dynamo: Dynamo): CatalogueStore {
  const table = tableOf(dynamo, 'library');
  const deps = { table, catalogue };
  return {
    ...catalogue,
    listSongs: (query, page) =>
      query.order === 'plays'
        ? dynamoErrors.translated(() => listByPlays(table, catalogue, query, page))
        : catalogue.listSongs(query, page),
    listAlbums: (query, page) =>
      query.order === 'plays'
        ? dynamoErrors.translated(() => listAlbumsByPlays(deps, query, page))
        : catalogue.listAlbums(query, page),
    listArtists: (query, page) =>
      query.order === 'plays'
        ? dynamoErrors.translated(() => listArtistsByPlays(deps, query, page))
        : catalogue.listArtists(query, page),
  };
}

interface PlayedSong {
  song: Song;
  plays: number;
}

async function listByPlays(
  table: Table,
  catalogue: Pick<CatalogueStore, 'getSongs'>,
  query: SongQuery,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Song, Position>> {
  const found: PlayedSong[] = [];
  let rows: PlayCount[] = [];
  const take = async () => {
    const songs = await catalogue.getSongs(rows.map(({ songId }) => songId));
    const byId = new Map(songs.map((song) => [song.id, song]));
    for (const { songId, plays } of rows) {
      const song = byId.get(songId);
      if (song && isIn(query, song)) found.push({ song, plays });
    }
    rows = [];
  };
  const start = after && playedKey(countOf(after), idOf(after));
  for await (const row of mostPlayed(table, start)) {
    rows.push(row);
    if (rows.length < Math.min(limit + 1, SONGS_AT_ONCE)) continue;
    await take();
    if (found.length > limit) break;
  }
  await take();
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = last && found.length > limit ? [String(last.plays), last.song.id] : null;
  return { items: items.map(({ song }) => song), next };
}

import type { CatalogueStore, Song, SongQuery } from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { countOf, idOf } from '../../positions.ts';
import { isIn } from '../catalogue/song-lists.ts';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { dynamoErrors } from '../errors.ts';
import type { Item } from '../items.ts';
import { shardsOf } from '../keys.ts';
import { queryItems } from '../read.ts';
import { PLAYED, playedKey } from './play-items.ts';

const SONGS_AT_ONCE = 100;

/**
 * A catalogue, of whatever engine, whose order by plays comes from the plays of a library in
 * DynamoDB. Of songs that a filter leaves out, those more played are looked at too.
 */
export function withPlayOrder(catalogue: CatalogueStore, dynamo: Dynamo): CatalogueStore {
  const table = tableOf(dynamo, 'library');
  return {
    ...catalogue,
    listSongs: (query, page) =>
      query.order === 'plays'
        ? dynamoErrors.translated(() => listByPlays(table, catalogue, query, page))
        : catalogue.listSongs(query, page),
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

interface PlayCount {
  songId: string;
  plays: number;
}

/** Songs that anybody played, most played first, then by id downwards; the shards merged. */
async function* mostPlayed(table: Table, after: string | undefined): AsyncGenerator<PlayCount> {
  const shards = shardsOf(PLAYED).map((partition) =>
    queryItems(
      table,
      { index: 'played', partition, descending: true, ...(after !== undefined && { to: after }) },
      SONGS_AT_ONCE,
    ),
  );
  const heads = await Promise.all(shards.map((shard) => nextKey(shard)));
  for (;;) {
    const best = heads.reduce((max, key, at) => (isAbove(key, heads[max]) ? at : max), 0);
    const key = heads[best];
    if (key === undefined || key === null) return;
    heads[best] = await nextKey(shards[best] as AsyncGenerator<Item>);
    if (key === after) continue;
    const [plays = '', songId = ''] = key.split('#');
    yield { songId, plays: Number(plays) };
  }
}

function isAbove(key: string | null, other: string | null | undefined): boolean {
  return key !== null && (other === null || other === undefined || key > other);
}

async function nextKey(shard: AsyncGenerator<Item>): Promise<string | null> {
  const { value, done } = await shard.next();
  return done ? null : String(value.playedSk);
}

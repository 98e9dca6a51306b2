import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { shardsOf } from '../keys.ts';
import { queryItems } from '../read.ts';
import { PLAYED } from './play-items.ts';

const SONGS_AT_ONCE = 100;

/** How often anybody played a song. */
export interface PlayCount {
  songId: string;
  plays: number;
}

/** Songs that anybody played, most played first, then by id downwards; the shards merged. */
export async function* mostPlayed(
  table: Table,
  after: string | undefined,
): AsyncGenerator<PlayCount> {
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

import type { Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { keyOf } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItem } from '../read.ts';
import { changeRecord } from '../records.ts';
import { writeAll } from '../write.ts';
import { songKind } from './kinds.ts';
import { listSongs, MOST_SORTED } from './song-lists.ts';

const ADDERS = 'adders';
const SONGS_PER_PAGE = 500;
const everywhere = ['published', 'draft', 'deleted'] as const;

/** Who ever added songs: few people, so that others can be forgotten without looking at any song. */
export interface Adders {
  /** Written once by each process, before the first song. */
  note(userId: string): Promise<void>;
  /** Songs that they added are nobody's. Looks at all there are: nothing leads from a person to songs. */
  forget(userId: string): Promise<void>;
}

export function createAdders(table: Table): Adders {
  const noted = new Set<string>();
  return {
    note: async (userId) => {
      if (userId === '' || noted.has(userId)) return;
      await writeAll(table, [{ put: adderKey(userId) }]);
      noted.add(userId);
    },
    forget: async (userId) => {
      noted.delete(userId);
      if (!(await getItem(table, adderKey(userId)))) return;
      await forgetSongsOf(table, userId);
      await writeAll(table, [{ drop: adderKey(userId) }]);
    },
  };
}

function adderKey(userId: string) {
  return { pk: ADDERS, sk: keyOf(userId) };
}

async function forgetSongsOf(table: Table, userId: string): Promise<void> {
  let after: Position | null | undefined;
  do {
    const page = { limit: SONGS_PER_PAGE, ...(after && { after }) };
    const query = { order: 'title', states: everywhere } as const;
    const { items, next } = await listSongs(table, query, page, MOST_SORTED);
    await inParallel(
      items.filter(({ addedBy }) => addedBy === userId),
      ({ id }) =>
        changeRecord(table, songKind, id, (song) =>
          song?.addedBy === userId ? { next: { ...song, addedBy: '' }, result: true } : null,
        ),
    );
    after = next;
  } while (after);
}

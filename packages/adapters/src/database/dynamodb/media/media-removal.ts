import type { ClearedRemains, MediaRemains, MediaStore } from '@madrigal/core/media/items';
import { toBlobKey } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { type Item, toDate } from '../items.ts';
import { keyOf, shardOf, shardsOf, sortableTime } from '../keys.ts';
import { firstOfShards, queryItems } from '../read.ts';
import { changeRecords } from '../records.ts';
import { writeAll } from '../write.ts';
import {
  idOfMain,
  type MediaRecord,
  mediaKind,
  mediaLists,
  readCaptureKey,
  TRASHED,
} from './media-items.ts';

type Removal = Pick<
  MediaStore,
  | 'removeMedia'
  | 'purgeTrashedMedia'
  | 'purgeMediaOf'
  | 'listMediaRemains'
  | 'markMediaCleared'
  | 'listClearedMedia'
  | 'forgetMediaRemains'
>;

const REMAINS = 'remains';
const CLEARED = 'cleared';

export function createMediaRemoval(table: Table): Removal {
  return {
    removeMedia: (ownerId, mediaIds, at) =>
      removeEach(
        table,
        mediaIds,
        at,
        ({ media }) => media.ownerId === ownerId && media.deletedAt !== null,
      ),
    purgeTrashedMedia: (before, at, limit) => purgeTrashed(table, before, at, limit),
    purgeMediaOf: (ownerId, at, limit) => purgeOf(table, ownerId, at, limit),
    listMediaRemains: (limit) => listRemains(table, limit),
    markMediaCleared: async ({ mediaId, removedAt }) => {
      const put = { ...clearedKey(mediaId), mediaId, removedAt: removedAt.toISOString() };
      await writeAll(table, [{ drop: remainsKey(mediaId) }, { put }]);
    },
    listClearedMedia: (until, limit) => listCleared(table, until, limit),
    forgetMediaRemains: async (mediaId) => {
      await writeAll(table, [{ drop: remainsKey(mediaId) }, { drop: clearedKey(mediaId) }]);
    },
  };
}

function remainsKey(mediaId: string) {
  return { pk: shardOf(REMAINS, mediaId), sk: keyOf(mediaId) };
}

function clearedKey(mediaId: string) {
  return { pk: shardOf(CLEARED, mediaId), sk: keyOf(mediaId) };
}

/** Removes each with its rows, and leaves remains in the same write. Answers what was removed. */
function removeEach(
  table: Table,
  mediaIds: readonly string[],
  at: Date,
  isDoomed: (record: MediaRecord) => boolean,
): Promise<string[]> {
  return changeRecords(table, mediaKind, mediaIds, (current, mediaId) => {
    if (!current || !isDoomed(current)) return null;
    const { rawKey } = current.media;
    const put = { ...remainsKey(mediaId), mediaId, rawKey, removedAt: at.toISOString() };
    return { next: null, result: mediaId, more: [{ put }] };
  });
}

async function purgeTrashed(table: Table, time: Date, at: Date, limit: number): Promise<number> {
  const before = sortableTime(time);
  const keys = await firstOfShards(table, { index: 'trashed', list: TRASHED, before, limit });
  const ids = keys.map(idOfMain);
  const isDue = ({ media }: MediaRecord) => media.deletedAt !== null && media.deletedAt < time;
  return (await removeEach(table, ids, at, isDue)).length;
}

/** An index may still name what is gone already: then what follows is looked at. */
async function purgeOf(table: Table, ownerId: string, at: Date, limit: number): Promise<number> {
  let removed = 0;
  for (const partition of [mediaLists.live(ownerId), mediaLists.trash(ownerId)]) {
    let ids: string[] = [];
    const remove = async () => {
      removed += (await removeEach(table, ids, at, ({ media }) => media.ownerId === ownerId))
        .length;
      ids = [];
    };
    for await (const row of queryItems(table, { index: 'list', partition }, limit)) {
      ids.push(readCaptureKey(String(row.listSk)).id);
      if (removed + ids.length === limit) await remove();
      if (removed === limit) return removed;
    }
    await remove();
  }
  return removed;
}

async function listRemains(table: Table, limit: number): Promise<MediaRemains[]> {
  const found = await firstRows(table, REMAINS, limit, () => true);
  return found.map((row) => ({ ...toCleared(row), rawKey: toBlobKey(String(row.rawKey)) }));
}

/** Few wait here at a time: those of the last day. */
async function listCleared(table: Table, until: Date, limit: number): Promise<ClearedRemains[]> {
  const rows = await firstRows(table, CLEARED, limit, (row) => toCleared(row).removedAt <= until);
  return rows.map(toCleared);
}

function toCleared({ mediaId, removedAt }: Item): ClearedRemains {
  return { mediaId: String(mediaId), removedAt: toDate(String(removedAt)) };
}

async function firstRows(
  table: Table,
  list: string,
  limit: number,
  isMeant: (row: Item) => boolean,
): Promise<Item[]> {
  const found: Item[] = [];
  for (const partition of shardsOf(list)) {
    for await (const row of queryItems(table, { partition }, limit)) {
      if (found.length === limit) return found;
      if (isMeant(row)) found.push(row);
    }
  }
  return found;
}

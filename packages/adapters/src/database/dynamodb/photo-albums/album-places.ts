import { keysBetween } from '@madrigal/core/library';
import type {
  PhotoAlbum,
  PhotoAlbumStore,
  PhotoAlbumWrite,
  PlacedMedia,
} from '@madrigal/core/media/albums';
import {
  hasCode,
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
} from '@madrigal/core/shared';
import { idOf, textOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { placeKey } from '../media/media-items.ts';
import { recordsOf } from '../media/media-lists.ts';
import { listPage } from '../read.ts';
import { again, untilSettled } from '../retry.ts';
import { getAlbum, getHead, writeHead } from './album-heads.ts';
import { type PlaceRow, placeMedia, placesRange, removePlaces, rowsOfAlbum } from './places.ts';

type Places = Pick<
  PhotoAlbumStore,
  | 'addToPhotoAlbum'
  | 'removeFromPhotoAlbum'
  | 'moveInPhotoAlbum'
  | 'listPhotoAlbumItems'
  | 'isInPhotoAlbum'
>;

/** Positions grow where items are put between the same two again and again. */
const LONGEST_POSITION = 60;

export function createAlbumPlaces(table: Table): Places {
  return {
    addToPhotoAlbum: (albumId, mediaIds, write) => add(table, albumId, mediaIds, write),
    removeFromPhotoAlbum: (albumId, mediaIds, write) => remove(table, albumId, mediaIds, write),
    moveInPhotoAlbum: (albumId, move, write) => moveItems(table, albumId, move, write),
    listPhotoAlbumItems: (albumId, filter, page) => listItems(table, albumId, filter, page),
    isInPhotoAlbum: async (albumId, mediaId) => {
      const [record] = await recordsOf(table, [mediaId]);
      if (!record || record.media.deletedAt) return false;
      return record.places.some((place) => place.albumId === albumId);
    },
  };
}

/**
 * The album first: its change says who is first, and keeps positions for these items alone. Then
 * each item by itself, which a process that dies leaves half done: doing it again does the rest.
 */
async function add(
  table: Table,
  albumId: string,
  mediaIds: readonly string[],
  write: PhotoAlbumWrite,
): Promise<PhotoAlbum> {
  const ids = [...new Set(mediaIds)];
  const positionsAfter = (last: string | null) => keysBetween(last, null, ids.length);
  const { ownerId, lastPosition } = await writeHead(table, albumId, write, (head) => ({
    ...head,
    lastPosition: positionsAfter(head.lastPosition).at(-1) ?? head.lastPosition,
  }));
  const positions = positionsAfter(lastPosition);
  const positionOf = new Map(ids.map((mediaId, at) => [mediaId, positions[at]]));
  await placeMedia(table, albumId, ids, ({ media }, current) =>
    media.ownerId === ownerId && current === null ? positionOf.get(media.id) : undefined,
  );
  try {
    return await getAlbum(table, albumId);
  } catch (error) {
    // It was deleted meanwhile: nothing may stay in what nobody can delete any more.
    await removePlaces(table, albumId);
    throw error;
  }
}

async function remove(
  table: Table,
  albumId: string,
  mediaIds: readonly string[],
  write: PhotoAlbumWrite,
): Promise<PhotoAlbum> {
  const removed = new Set(mediaIds);
  await writeHead(table, albumId, write, (head) => ({
    ...head,
    coverMediaId: removed.has(head.coverMediaId ?? '') ? null : head.coverMediaId,
  }));
  await placeMedia(table, albumId, mediaIds, () => null);
  return getAlbum(table, albumId);
}

/** Readers may meanwhile see some moved and others not. */
function moveItems(
  table: Table,
  albumId: string,
  move: Parameters<Places['moveInPhotoAlbum']>[1],
  write: PhotoAlbumWrite,
): Promise<PhotoAlbum> {
  if (write.version !== undefined) return moveOnce(table, albumId, move, write);
  return untilSettled(table.retry, async () => {
    const { version } = await getHead(table, albumId);
    return moveOnce(table, albumId, move, { ...write, version }).catch((error: unknown) => {
      // Nobody asked for that version.
      if (hasCode(error, 'conflict')) return again;
      throw error;
    });
  });
}

/** What is worked out for what is read holds for that version alone. */
async function moveOnce(
  table: Table,
  albumId: string,
  { mediaIds, after }: Parameters<Places['moveInPhotoAlbum']>[1],
  write: PhotoAlbumWrite,
): Promise<PhotoAlbum> {
  await getHead(table, albumId);
  const places: PlaceRow[] = [];
  for await (const place of rowsOfAlbum(table, albumId)) places.push(place);
  const moves = newPositions(places, mediaIds, after);
  const last = moves.at(-1)?.position ?? null;
  await writeHead(table, albumId, write, (head) => {
    const { lastPosition } = head;
    const isLast = last !== null && (lastPosition === null || last > lastPosition);
    return isLast ? { ...head, lastPosition: last } : head;
  });
  const positionOf = new Map(moves.map(({ mediaId, position }) => [mediaId, position]));
  const ids = [...positionOf.keys()];
  await placeMedia(table, albumId, ids, ({ media }, current) =>
    current === null ? undefined : positionOf.get(media.id),
  );
  return getAlbum(table, albumId);
}

/** Positions of what moves; of all items where there is no room between two any more. */
function newPositions(
  places: readonly { mediaId: string; position: string }[],
  mediaIds: readonly string[],
  after: string | null,
): { mediaId: string; position: string }[] {
  const known = new Set(places.map(({ mediaId }) => mediaId));
  const named = after === null ? mediaIds : [...mediaIds, after];
  if (named.some((id) => !known.has(id))) {
    throw new MadrigalError('not_found', 'One of the items is not in the album any more.');
  }
  const moved = new Set(mediaIds);
  const others = places.filter(({ mediaId }) => !moved.has(mediaId));
  const start = after === null ? 0 : others.findIndex(({ mediaId }) => mediaId === after) + 1;
  const [before, next] = [others[start - 1]?.position ?? null, others[start]?.position ?? null];
  const pair = (ids: readonly string[], positions: readonly string[]) =>
    ids.map((mediaId, at) => ({ mediaId, position: positions[at] as string }));
  if (before === null || next === null || before < next) {
    const positions = keysBetween(before, next, mediaIds.length);
    if (positions.every((each) => each.length <= LONGEST_POSITION))
      return pair(mediaIds, positions);
  }
  const idsOf = (some: typeof others) => some.map(({ mediaId }) => mediaId);
  const order = [...idsOf(others.slice(0, start)), ...mediaIds, ...idsOf(others.slice(start))];
  return pair(order, keysBetween(null, null, order.length));
}

function listItems(
  table: Table,
  albumId: string,
  { presentable }: { presentable: boolean },
  { limit, after }: PageRequest<Position>,
): Promise<Page<PlacedMedia, Position>> {
  return listPage<PlacedMedia>(table, placesRange(albumId), {
    limit,
    after: after && placeKey(albumId, textOf(after), idOf(after)).sk,
    sortKeyOf: (row) => row.sk,
    resolve: async (rows) => {
      const records = await recordsOf(
        table,
        rows.map(({ mediaId }) => String(mediaId)),
      );
      return records.map((record, at) => {
        const position = String(rows[at]?.position);
        const isThere = record?.places.some(
          (place) => place.albumId === albumId && place.position === position,
        );
        if (!record || !isThere || record.media.deletedAt) return null;
        if (presentable && record.media.width === null) return null;
        return { position, item: record.media };
      });
    },
    positionOf: ({ position, item }) => [position, item.id],
  });
}

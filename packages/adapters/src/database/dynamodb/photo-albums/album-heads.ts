import type {
  NewPhotoAlbum,
  PhotoAlbum,
  PhotoAlbumChange,
  PhotoAlbumStore,
  PhotoAlbumWrite,
} from '@madrigal/core/media/albums';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { idOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { type Item, namedIn, type Stored, toDate, toStored } from '../items.ts';
import { keyOf, sortableTime } from '../keys.ts';
import { recordsOf } from '../media/media-lists.ts';
import { inParallel } from '../parallel.ts';
import { getItem, listPage } from '../read.ts';
import { addRecord, changeRecord, type RecordKind } from '../records.ts';
import { removePlaces, rowsOfAlbum } from './places.ts';

/** An album as it is kept; what it shows follows from its places. */
export interface AlbumHead extends Omit<PhotoAlbum, 'shownCoverId' | 'itemCount'> {
  /** The last position that was given to an item. */
  lastPosition: string | null;
}

const albumKind: RecordKind<AlbumHead> = {
  keyOf: (id) => ({ pk: keyOf('album', id), sk: 'head' }),
  toItem: (head) => ({
    ...albumKind.keyOf(head.id),
    album: toStored(head),
    listPk: listOf(head.ownerId),
    listSk: listKey(head.updatedAt, head.id),
  }),
  toRows: () => [],
  fromItem: (item) => {
    const stored = item.album as Stored<AlbumHead>;
    const { createdAt, updatedAt } = stored;
    return { ...stored, createdAt: toDate(createdAt), updatedAt: toDate(updatedAt) };
  },
};

function listOf(ownerId: string): string {
  return keyOf('owner', ownerId, 'albums');
}

function listKey(updatedAt: Date, albumId: string): string {
  return `${sortableTime(updatedAt)}#${albumId}`;
}

type Heads = Pick<
  PhotoAlbumStore,
  | 'createPhotoAlbum'
  | 'getPhotoAlbum'
  | 'listPhotoAlbumsOf'
  | 'changePhotoAlbum'
  | 'deletePhotoAlbum'
  | 'deletePhotoAlbumsOf'
>;

export function createAlbumHeads(table: Table): Heads {
  return {
    createPhotoAlbum: (album) => create(table, album),
    getPhotoAlbum: (albumId) => getAlbum(table, albumId),
    listPhotoAlbumsOf: (ownerId, page) => listAlbums(table, ownerId, page),
    changePhotoAlbum: (albumId, change, write) => changeAlbum(table, albumId, change, write),
    deletePhotoAlbum: (albumId) => deleteAlbum(table, albumId),
    deletePhotoAlbumsOf: (ownerId) => deleteAlbumsOf(table, ownerId),
  };
}

function create(table: Table, album: NewPhotoAlbum): Promise<boolean> {
  const head = { ...album, coverMediaId: null, version: 1, lastPosition: null };
  return addRecord(table, albumKind, head);
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such photo album.');
}

/** @throws MadrigalError `not_found` */
export async function getHead(table: Table, albumId: string): Promise<AlbumHead> {
  const item = await getItem(table, albumKind.keyOf(albumId));
  if (!item) throw missing();
  return albumKind.fromItem(item);
}

/** @throws MadrigalError `not_found` */
export async function getAlbum(table: Table, albumId: string): Promise<PhotoAlbum> {
  return toAlbum(table, await getHead(table, albumId));
}

/** What an album shows is counted from its places, a row of about 200 bytes each. */
async function toAlbum(table: Table, { lastPosition: _, ...head }: AlbumHead): Promise<PhotoAlbum> {
  const { coverMediaId } = head;
  let [first, cover, itemCount]: [string | null, string | null, number] = [null, null, 0];
  let chosen = false;
  for await (const { mediaId, trashed } of rowsOfAlbum(table, head.id)) {
    chosen ||= mediaId === coverMediaId;
    if (trashed) continue;
    itemCount += 1;
    first ??= mediaId;
    if (mediaId === coverMediaId) cover = mediaId;
  }
  return {
    ...head,
    // An item that was removed for good took its place with it.
    coverMediaId: chosen ? coverMediaId : null,
    shownCoverId: cover ?? first,
    itemCount,
  };
}

function listAlbums(
  table: Table,
  ownerId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<PhotoAlbum, Position>> {
  return listPage<PhotoAlbum>(
    table,
    { index: 'list', partition: listOf(ownerId), descending: true },
    {
      limit,
      after: after && listKey(timeOf(after), idOf(after)),
      sortKeyOf: (row) => String(row.listSk),
      resolve: (rows) =>
        inParallel(rows, async (row) => {
          const item = await getItem(table, row);
          return item && isAsListed(item, row) ? toAlbum(table, albumKind.fromItem(item)) : null;
        }),
      positionOf: ({ updatedAt, id }) => [updatedAt.toISOString(), id],
    },
  );
}

/** An album that changed since is further up: there, an index that lags behind shows it too. */
function isAsListed(item: Item, row: Item): boolean {
  return item.listSk === row.listSk;
}

/**
 * Raises the version, and changes the album itself.
 * @throws MadrigalError `not_found`, `conflict` where the version is another one
 */
export async function writeHead(
  table: Table,
  albumId: string,
  { version, updatedAt }: PhotoAlbumWrite,
  change: (head: AlbumHead) => AlbumHead,
): Promise<AlbumHead> {
  const changed = await changeRecord(table, albumKind, albumId, (head) => {
    if (!head) throw missing();
    if (version !== undefined && head.version !== version) {
      throw new MadrigalError('conflict', 'The album was changed meanwhile. Look at it again.');
    }
    // The state before is what `change` sees; it is the one that is replaced.
    const next = { ...change(head), version: head.version + 1, updatedAt };
    return { next, result: head };
  });
  if (!changed) throw missing();
  return changed;
}

async function changeAlbum(
  table: Table,
  albumId: string,
  change: PhotoAlbumChange,
  write: PhotoAlbumWrite,
): Promise<PhotoAlbum> {
  await getHead(table, albumId);
  const { coverMediaId } = change;
  if (coverMediaId) {
    const [record] = await recordsOf(table, [coverMediaId]);
    if (!record?.places.some((place) => place.albumId === albumId)) {
      throw new MadrigalError('not_found', 'The cover is not in the album.');
    }
  }
  await writeHead(table, albumId, write, (head) => ({ ...head, ...namedIn(change) }));
  return getAlbum(table, albumId);
}

/**
 * Its places first, so that a process that dies in between leaves an album that can be deleted. Who
 * adds to it meanwhile changes it, and then it is looked at again.
 */
async function deleteAlbum(table: Table, albumId: string): Promise<void> {
  const before = await getItem(table, albumKind.keyOf(albumId));
  await removePlaces(table, albumId);
  if (!before) return;
  const version = albumKind.fromItem(before).version;
  const gone = await changeRecord(table, albumKind, albumId, (head) =>
    head?.version === version ? { next: null, result: true } : null,
  );
  if (!gone) await deleteAlbum(table, albumId);
}

async function deleteAlbumsOf(table: Table, ownerId: string): Promise<void> {
  for (;;) {
    const { items } = await listAlbums(table, ownerId, { limit: 50 });
    if (items.length === 0) return;
    for (const { id } of items) await deleteAlbum(table, id);
  }
}

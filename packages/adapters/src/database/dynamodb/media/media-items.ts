import type { MediaItem } from '@madrigal/core/media/items';
import { type Item, type Key, type Stored, toDate, toDateOrNull, toStored } from '../items.ts';
import { dateOfSortable, keyOf, shardOf, sortableTime } from '../keys.ts';
import { mediaSizeRow } from '../quotas/stored.ts';
import type { RecordKind } from '../records.ts';

/** Lists that are everybody's. */
export const UNFINISHED = 'unfinished';
export const EXPIRING = 'expiring';
export const TRASHED = 'trashed';

/** A place of an item in a photo album. */
interface AlbumPlace {
  albumId: string;
  position: string;
}

/** A media item with its places, which have rows of their own in the albums' partitions. */
export interface MediaRecord {
  media: MediaItem;
  places: readonly AlbumPlace[];
}

type MediaMain = Item & { media: Stored<MediaItem>; places: AlbumPlace[] };

/** What keeps what is in lists of one owner: partitions of the indexes. */
export const mediaLists = {
  live: (ownerId: string) => keyOf('owner', ownerId, 'live'),
  trash: (ownerId: string) => keyOf('owner', ownerId, 'trash'),
  kind: (ownerId: string, kind: MediaItem['kind']) => keyOf('owner', ownerId, 'kind', kind),
  tag: (ownerId: string, tag: string) => keyOf('owner', ownerId, 'tag', tag),
  tags: (ownerId: string) => keyOf('owner', ownerId, 'tags'),
  hashes: (ownerId: string) => keyOf('owner', ownerId, 'hashes'),
  album: (albumId: string) => keyOf('album', albumId),
};

/**
 * Captured last first, read backwards. Behind time and id stands what is counted without a look at the
 * items: what the clock there showed, as minutes from UTC, and the kind.
 */
function captureKey({ capture, id, kind }: MediaItem): string {
  return `${captureStart(capture.at, id)}#${capture.offsetMinutes ?? 0}#${kind}`;
}

/** What the key of an item in a list begins with: all before it in a list read backwards is less. */
export function captureStart(at: Date, mediaId: string): string {
  return `${sortableTime(at)}#${mediaId}`;
}

/** What a key in a list says of its item. */
export function readCaptureKey(key: string): { id: string; month: string; kind: string } {
  const [time = '', id = '', offset = '', kind = ''] = key.split('#');
  return { id, kind, month: monthOf(dateOfSortable(time), Number(offset)) };
}

/** Month (`2026-02`) that a clock shows, minutes ahead of UTC. */
export function monthOf(at: Date, offsetMinutes: number | null): string {
  return new Date(at.getTime() + (offsetMinutes ?? 0) * 60_000).toISOString().slice(0, 7);
}

/** The id that a media item's own key ends with. */
export function idOfMain({ pk }: Key): string {
  return pk.split('#').at(-1) ?? '';
}

export const mediaKind: RecordKind<MediaRecord> = {
  keyOf: (id) => ({ pk: keyOf('media', id), sk: 'state' }),
  toItem: ({ media, places }) => ({
    ...mediaKind.keyOf(media.id),
    media: toStored(media),
    places,
    ...ownerIndexes(media),
    ...sweepIndexes(media),
  }),
  toRows: ({ media, places }) => [
    mediaSizeRow(media.ownerId, media.id, media.rawSizeBytes),
    ...media.tags.map((tag) => tagRow(media, tag)),
    ...places.map((place) => placeRow(media, place)),
  ],
  fromItem: (item) => {
    const { media, places } = item as MediaMain;
    return { media: fromStored(media), places };
  },
};

function ownerIndexes(media: MediaItem) {
  const { id, ownerId, kind, deletedAt, perceptualHash } = media;
  const listSk = captureKey(media);
  if (deletedAt) return { listPk: mediaLists.trash(ownerId), listSk };
  return {
    listPk: mediaLists.live(ownerId),
    listSk,
    kindPk: mediaLists.kind(ownerId, kind),
    kindSk: listSk,
    ...(perceptualHash !== null && {
      hashPk: mediaLists.hashes(ownerId),
      hashSk: keyOf(perceptualHash, id),
    }),
  };
}

function sweepIndexes({ id, progress, renditions, updatedAt, deletedAt }: MediaItem) {
  const unfinished = progress.state === 'received' || progress.state === 'processing';
  const expiries = renditions.map(({ expiresAt }) => expiresAt.getTime());
  const by = (list: string, at: Date) => [shardOf(list, id), `${sortableTime(at)}#${id}`];
  const [stalledPk, stalledSk] = unfinished ? by(UNFINISHED, updatedAt) : [];
  const [expiringPk, expiringSk] =
    expiries.length > 0 ? by(EXPIRING, new Date(Math.min(...expiries))) : [];
  const [trashedPk, trashedSk] = deletedAt ? by(TRASHED, deletedAt) : [];
  return {
    ...(stalledPk && { stalledPk, stalledSk }),
    ...(expiringPk && { expiringPk, expiringSk }),
    ...(trashedPk && { trashedPk, trashedSk }),
  };
}

/** In lists only while the item is not in the trash. */
function tagRow(media: MediaItem, tag: string): Item {
  const { id, ownerId, deletedAt } = media;
  return {
    pk: keyOf('media', id),
    sk: keyOf('tag', tag),
    tag,
    ...(!deletedAt && {
      listPk: mediaLists.tag(ownerId, tag),
      listSk: captureKey(media),
      taggedPk: mediaLists.tags(ownerId),
      taggedSk: keyOf(tag, id),
    }),
  };
}

/** In the order of the album; `trashed` for counting. */
function placeRow(media: MediaItem, { albumId, position }: AlbumPlace): Item {
  const { id, deletedAt } = media;
  return {
    ...placeKey(albumId, position, id),
    mediaId: id,
    position,
    ...(deletedAt
      ? { trashed: true }
      : { listPk: mediaLists.album(albumId), listSk: captureKey(media) }),
  };
}

/** Where the place of an item in an album is. */
export function placeKey(albumId: string, position: string, mediaId: string) {
  return { pk: mediaLists.album(albumId), sk: keyOf('place', position, mediaId) };
}

function fromStored(stored: Stored<MediaItem>): MediaItem {
  return {
    ...(stored as unknown as MediaItem),
    capture: { ...stored.capture, at: toDate(stored.capture.at) },
    addedAt: toDate(stored.addedAt),
    updatedAt: toDate(stored.updatedAt),
    deletedAt: toDateOrNull(stored.deletedAt),
    rawKey: stored.rawKey as unknown as MediaItem['rawKey'],
    renditions: stored.renditions.map((each) => ({
      ...each,
      madeAt: toDate(each.madeAt),
      expiresAt: toDate(each.expiresAt),
    })),
  };
}

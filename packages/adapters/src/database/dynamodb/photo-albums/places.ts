import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { beginningWith } from '../keys.ts';
import { type MediaRecord, mediaKind, mediaLists } from '../media/media-items.ts';
import { queryItems, type Range } from '../read.ts';
import { changeRecords } from '../records.ts';
import { writeLoosely } from '../write.ts';

/** Rows fetched at once where all of an album is looked at. */
const ROWS_PER_QUERY = 2000;

/** A place as its row in the album's partition says it. */
export interface PlaceRow {
  mediaId: string;
  position: string;
  trashed: boolean;
  row: Item;
}

/** Part of an album's partition that its places are in, in its order. */
export function placesRange(albumId: string): Range & { partition: string } {
  return { partition: mediaLists.album(albumId), ...beginningWith('place#') };
}

/** Places of an album in its order, those of items in the trash among them. */
export async function* rowsOfAlbum(table: Table, albumId: string): AsyncGenerator<PlaceRow> {
  for await (const row of queryItems(table, placesRange(albumId), ROWS_PER_QUERY)) {
    const { mediaId, position, trashed } = row;
    yield { mediaId: String(mediaId), position: String(position), trashed: trashed === true, row };
  }
}

/** Sets, moves (a position) or removes (null) the places of items in an album. Answers whose. */
export function placeMedia(
  table: Table,
  albumId: string,
  mediaIds: readonly string[],
  choose: (record: MediaRecord, current: string | null) => string | null | undefined,
): Promise<string[]> {
  return changeRecords(table, mediaKind, mediaIds, (record, mediaId) => {
    if (!record) return null;
    const current = record.places.find((place) => place.albumId === albumId)?.position ?? null;
    const position = choose(record, current);
    if (position === undefined || position === current) return null;
    const others = record.places.filter((place) => place.albumId !== albumId);
    const places = position === null ? others : [...others, { albumId, position }];
    return { next: { ...record, places }, result: mediaId };
  });
}

/** Takes everything out of an album, and drops rows that no item knows of. */
export async function removePlaces(table: Table, albumId: string): Promise<void> {
  const rows = new Map<string, Item>();
  for await (const { mediaId, row } of rowsOfAlbum(table, albumId)) rows.set(mediaId, row);
  for (const id of await placeMedia(table, albumId, [...rows.keys()], () => null)) rows.delete(id);
  await writeLoosely(
    table,
    [...rows.values()].map((drop) => ({ drop })),
  );
}

import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { type MediaRecord, mediaKind, mediaLists } from '../media/media-items.ts';
import { inParallel } from '../parallel.ts';
import { queryItems, type Range } from '../read.ts';
import { changeRecord } from '../records.ts';
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
  return { partition: mediaLists.album(albumId), from: 'place#', to: 'place#\u{10ffff}' };
}

/** Places of an album in its order, those of items in the trash among them. */
export async function* rowsOfAlbum(table: Table, albumId: string): AsyncGenerator<PlaceRow> {
  for await (const row of queryItems(table, placesRange(albumId), ROWS_PER_QUERY)) {
    const { mediaId, position, trashed } = row;
    yield { mediaId: String(mediaId), position: String(position), trashed: trashed === true, row };
  }
}

/** Sets, moves (a position) or removes (null) the place of an item in an album. */
export function placeMedia(
  table: Table,
  mediaId: string,
  albumId: string,
  choose: (record: MediaRecord, current: string | null) => string | null | undefined,
): Promise<boolean | null> {
  return changeRecord(table, mediaKind, mediaId, (record) => {
    if (!record) return null;
    const current = record.places.find((place) => place.albumId === albumId)?.position ?? null;
    const position = choose(record, current);
    if (position === undefined || position === current) return null;
    const others = record.places.filter((place) => place.albumId !== albumId);
    const places = position === null ? others : [...others, { albumId, position }];
    return { next: { ...record, places }, result: true };
  });
}

/** Takes everything out of an album. */
export async function removePlaces(table: Table, albumId: string): Promise<void> {
  const rows: PlaceRow[] = [];
  for await (const row of rowsOfAlbum(table, albumId)) rows.push(row);
  await inParallel(rows, async ({ mediaId, row }) => {
    const removed = await placeMedia(table, mediaId, albumId, () => null);
    // A row that no item knows of.
    if (!removed) await writeLoosely(table, [{ drop: row }]);
  });
}

import { hasCode, MadrigalError } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { getItem, queryItems, type Range } from '../read.ts';
import { changeRecord, type RecordKind } from '../records.ts';
import { type Write, writeLoosely } from '../write.ts';
import { countOne } from './figures.ts';
import { dropIdentities, type IdentityKind, identitiesOf } from './identities.ts';
import { ALBUM_ROWS, albumOf, artistKey, artistOf, ROWS_ON_ALBUMS, SONG_ROWS } from './keys.ts';
import { type AlbumRecord, type ArtistRecord, albumKind, artistKind, pictureOf } from './kinds.ts';
import { keepOne } from './names.ts';
import { placeArtists } from './place-artists.ts';
import { finishRenamings } from './refreshing.ts';
import { remainsOf } from './song-edits.ts';
import { noteArtist, type Suspect, suspectAlbums, suspectArtists } from './unused.ts';

/** Identity keys that go in one write with what they lead to. */
const IDENTITIES_AT_ONCE = 40;

/** How things of a kind are removed that nothing belongs to. */
interface Removable<T> {
  kind: RecordKind<T>;
  identity: IdentityKind;
  /** Where whatever belongs to one has a row. */
  usesOf(id: string): Range[];
  /** What is written with its removal. */
  leaves(table: Table, record: T): Promise<Write[]>;
}

const removableArtist: Removable<ArtistRecord> = {
  kind: artistKind,
  identity: { of: 'artist', partitionOf: artistOf },
  usesOf: (id) =>
    [ALBUM_ROWS, ROWS_ON_ALBUMS, SONG_ROWS].map((rows) => ({ partition: artistOf(id), ...rows })),
  leaves: async (table, artist) => [
    ...(await leftPicture(table, artist)),
    ...countOne('artists', artist.id, -1),
  ],
};

const removableAlbum: Removable<AlbumRecord> = {
  kind: albumKind,
  identity: { of: 'album', partitionOf: albumOf },
  usesOf: (id) => [{ partition: albumOf(id), ...SONG_ROWS }],
  leaves: async (_table, { id, artistId }) => [noteArtist(artistId), ...countOne('albums', id, -1)],
};

/** Its picture, unless another artist shows it, who cannot go at the same moment. */
async function leftPicture(table: Table, { id, picture }: ArtistRecord): Promise<Write[]> {
  if (picture === null) return [];
  for await (const row of queryItems(table, { partition: pictureOf(picture) }, 2)) {
    if (row.id === id) continue;
    const other = await getItem(table, artistKey(String(row.id)));
    if (other) return [{ check: other, read: other }];
  }
  return [{ put: remainsOf(id, [picture]) }];
}

/**
 * Removes what nothing belongs to. It is marked first: whoever adds something to it from then on
 * takes the mark away, and it stays.
 * @throws MadrigalError `conflict` while something belongs to it
 */
async function remove<T extends { closing?: true }>(
  table: Table,
  removable: Removable<T>,
  id: string,
): Promise<void> {
  const { kind, identity, usesOf, leaves } = removable;
  if (await isUsed(table, usesOf(id))) throw used();
  const marked = await changeRecord(table, kind, id, (record) =>
    record ? { next: { ...record, closing: true }, result: true } : null,
  );
  if (!marked) return;
  if (await isUsed(table, usesOf(id))) {
    await keepOne(table, kind, id);
    throw used();
  }
  const identities = await identitiesOf(table, identity, id);
  const drops = dropIdentities(identity, id, identities);
  await changeRecord(table, kind, id, async (record) => {
    if (!record) return null;
    if (!record.closing) throw used();
    const more = [...drops.slice(0, 2 * IDENTITIES_AT_ONCE), ...(await leaves(table, record))];
    return { next: null, result: true, more };
  });
  await writeLoosely(table, drops.slice(2 * IDENTITIES_AT_ONCE));
}

function used(): MadrigalError {
  return new MadrigalError('conflict', 'Songs or albums belong to it.');
}

async function isUsed(table: Table, ranges: readonly Range[]): Promise<boolean> {
  for (const range of ranges) {
    for await (const _ of queryItems(table, range, 1)) return true;
  }
  return false;
}

/** @throws MadrigalError `conflict` while songs or albums are theirs */
export function deleteArtist(table: Table, artistId: string): Promise<void> {
  return remove(table, removableArtist, artistId);
}

export function deleteUnusedArtists(table: Table, before: Date, limit: number): Promise<number> {
  return removeSuspects(table, removableArtist, suspectArtists(table, before), limit);
}

/** It also finishes what renamings and earlier versions left behind: that is part of the same upkeep. */
export async function deleteEmptyAlbums(
  table: Table,
  before: Date,
  limit: number,
): Promise<number> {
  await finishRenamings(table);
  await placeArtists(table);
  return removeSuspects(table, removableAlbum, suspectAlbums(table, before), limit);
}

async function removeSuspects<T extends { closing?: true }>(
  table: Table,
  removable: Removable<T>,
  suspects: AsyncGenerator<Suspect>,
  limit: number,
): Promise<number> {
  let removed = 0;
  for await (const { id, notes } of suspects) {
    if (removed === limit) break;
    if (await removedNow(table, removable, id)) removed++;
    await writeLoosely(
      table,
      notes.map((drop) => ({ drop })),
    );
  }
  return removed;
}

async function removedNow<T extends { closing?: true }>(
  table: Table,
  removable: Removable<T>,
  id: string,
): Promise<boolean> {
  if (!(await getItem(table, removable.kind.keyOf(id)))) return false;
  try {
    await remove(table, removable, id);
    return true;
  } catch (error) {
    if (hasCode(error, 'conflict')) return false;
    throw error;
  }
}

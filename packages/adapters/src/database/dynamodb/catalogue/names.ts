import type { Song, SongRecord } from '@madrigal/core/catalog';
import { MadrigalError } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { getItems, inOrderOf } from '../read.ts';
import { changeRecord, type RecordKind } from '../records.ts';
import type { Write } from '../write.ts';
import { albumKey, artistKey } from './keys.ts';
import { type AlbumRecord, type ArtistRecord, albumKind, artistKind } from './kinds.ts';

/** Artists and an album as they are, and what makes a write hold only while they stay so. */
export interface HeldNames {
  artists: ArtistRecord[];
  album: AlbumRecord | null;
  checks: Write[];
}

/**
 * Looks up what a record repeats. Nobody renames or removes it before a write with its checks.
 * @throws MadrigalError `conflict` when one does not exist
 */
export async function holdNames(
  table: Table,
  { artistIds = [], albumId }: { artistIds?: readonly string[]; albumId?: string },
): Promise<HeldNames> {
  const keys = [...artistIds.map(artistKey), ...(albumId === undefined ? [] : [albumKey(albumId)])];
  const found = inOrderOf(keys, await getItems(table, keys));
  const items = found.filter((item) => item !== null);
  if (items.length < keys.length) throw gone();
  const artists = items.slice(0, artistIds.length).map(artistKind.fromItem);
  const album = albumId === undefined ? null : albumKind.fromItem(items.at(-1) as Item);
  if (artists.some(({ closing }) => closing) || album?.closing) {
    await keep(table, { artistIds, ...(albumId !== undefined && { albumId }) });
    return holdNames(table, { artistIds, ...(albumId !== undefined && { albumId }) });
  }
  const unique = new Map(items.map((item) => [item.pk, item]));
  return { artists, album, checks: [...unique.values()].map((read) => ({ check: read, read })) };
}

function gone(): MadrigalError {
  return new MadrigalError('conflict', 'The artist or album was removed meanwhile. Try again.');
}

/** Whoever was about to remove them does not. */
async function keep(
  table: Table,
  { artistIds, albumId }: { artistIds: readonly string[]; albumId?: string },
): Promise<void> {
  for (const id of artistIds) await keepOne(table, artistKind, id);
  if (albumId !== undefined) await keepOne(table, albumKind, albumId);
}

/** Takes the intention to remove something from it. */
export async function keepOne<T extends { closing?: true }>(
  table: Table,
  kind: RecordKind<T>,
  id: string,
): Promise<void> {
  await changeRecord(table, kind, id, (current) => {
    if (!current?.closing) return null;
    const { closing: _, ...next } = current;
    return { next: next as T, result: true };
  });
}

/** A song with the names of what it belongs to. */
export function namedSong(
  { artistIds: _, albumId: __, ...own }: SongRecord & { deletedAt: Date | null },
  names: HeldNames,
): Song {
  return { ...own, ...repeatedIn(names) };
}

/** What a song repeats. */
export function repeatedIn({ artists, album }: HeldNames): Pick<Song, 'artists' | 'album'> {
  if (!album) throw gone();
  const { id, title, artistId, artistName } = album;
  return {
    artists: artists.map((artist) => ({ id: artist.id, name: artist.name })),
    album: { id, title, artistId, artistName },
  };
}

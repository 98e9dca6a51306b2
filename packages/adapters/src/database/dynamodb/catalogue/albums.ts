import type { Album, AlbumChange, AlbumStore, NewAlbum } from '@madrigal/core/catalog';
import { MadrigalError, wordsOfName } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { getItem, getItems } from '../read.ts';
import { addRecord, changeRecord } from '../records.ts';
import { again, untilSettled } from '../retry.ts';
import type { Write } from '../write.ts';
import { listAlbums } from './album-lists.ts';
import { getAlbumLoudness } from './album-loudness.ts';
import { countOne } from './figures.ts';
import { claimIdentity, findIdentity, type IdentityKind } from './identities.ts';
import { albumKey, albumOf } from './keys.ts';
import { type AlbumRecord, albumKind } from './kinds.ts';
import { holdNames } from './names.ts';
import { finishRenaming, renamedNote } from './refreshing.ts';
import { deleteEmptyAlbums } from './removal.ts';
import { summarizeAlbums } from './summaries.ts';
import { noteAlbum, noteArtist } from './unused.ts';
import type { Dictionary } from './words.ts';

const identityKind: IdentityKind = { of: 'album', partitionOf: albumOf };

export function createAlbums(table: Table, dictionary: Dictionary, mostSorted: number): AlbumStore {
  return {
    ensureAlbum: (key, album) => ensureAlbum(table, dictionary, key, album),
    getAlbum: async (albumId) => {
      const [album] = await albumsOf(table, [albumId]);
      if (!album) throw missing();
      return album;
    },
    getAlbums: (albumIds) => albumsOf(table, albumIds),
    getAlbumLoudness: (albumId) => getAlbumLoudness(table, albumId),
    listAlbums: (query, page) => listAlbums(table, query, page, mostSorted),
    changeAlbum: (albumId, change) => changeAlbum(table, dictionary, albumId, change),
    deleteEmptyAlbums: (before, limit) => deleteEmptyAlbums(table, before, limit),
  };
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such album.');
}

async function albumsOf(table: Table, albumIds: readonly string[]) {
  const items = await getItems(table, albumIds.map(albumKey));
  return summarizeAlbums(table, items.map(albumKind.fromItem));
}

function ensureAlbum(
  table: Table,
  dictionary: Dictionary,
  identity: string,
  { id, title, artistId, year, addedAt }: NewAlbum,
): Promise<Album> {
  return untilSettled(table.retry, async () => {
    const known = await findIdentity(table, identityKind, identity);
    const item = known && (await getItem(table, albumKey(known.id)));
    if (item) return plainAlbum(albumKind.fromItem(item));
    const { artists, checks } = await holdNames(table, { artistIds: [artistId] });
    const record = { id, title, artistId, artistName: artists[0]?.name ?? '', year, addedAt };
    await dictionary.learn(wordsOfName(title));
    const added = await addRecord(table, albumKind, record, [
      ...claimIdentity(identityKind, identity, id, known?.item ?? null),
      noteAlbum(record),
      ...countOne('albums', id, 1),
      ...checks,
    ]);
    return added ? plainAlbum(record) : again;
  });
}

function plainAlbum({ id, title, artistId, artistName }: AlbumRecord): Album {
  return { id, title, artistId, artistName };
}

async function changeAlbum(
  table: Table,
  dictionary: Dictionary,
  albumId: string,
  { title, artistId, year, identityKey }: AlbumChange,
): Promise<void> {
  await dictionary.learn(wordsOfName(title));
  const note = renamedNote({ kind: 'album', id: albumId });
  await changeRecord(table, albumKind, albumId, async (album) => {
    if (!album) throw missing();
    const { artists, checks } = await holdNames(table, { artistIds: [artistId] });
    const more: Write[] = [
      ...(await claim(table, albumId, identityKey)),
      ...checks,
      { put: note },
      ...(album.artistId === artistId ? [] : [noteArtist(album.artistId)]),
    ];
    const artistName = artists[0]?.name ?? '';
    return { next: { ...album, title, artistId, artistName, year }, result: true, more };
  });
  await finishRenaming(table, note);
}

async function claim(table: Table, albumId: string, identity: string): Promise<Write[]> {
  const known = await findIdentity(table, identityKind, identity);
  if (known?.id === albumId) return [];
  if (known && (await getItem(table, albumKey(known.id)))) {
    throw new MadrigalError(
      'conflict',
      'This artist has another album of this title. Move the songs there instead.',
    );
  }
  return claimIdentity(identityKind, identity, albumId, known?.item ?? null);
}

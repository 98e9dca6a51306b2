import type { Artist, ArtistStore, ArtistSummary } from '@madrigal/core/catalog';
import { type BlobKey, MadrigalError, wordsOfName } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { getItem, getItems } from '../read.ts';
import { addRecord, changeRecord } from '../records.ts';
import { again, untilSettled } from '../retry.ts';
import type { Write } from '../write.ts';
import { listArtists } from './artist-lists.ts';
import { countOne } from './figures.ts';
import {
  claimIdentity,
  findIdentity,
  type IdentityKind,
  redirectIdentities,
} from './identities.ts';
import { artistKey, artistOf } from './keys.ts';
import { artistKind } from './kinds.ts';
import { finishRenaming, renamedNote } from './refreshing.ts';
import { deleteArtist, deleteUnusedArtists } from './removal.ts';
import { summarizeArtists } from './summaries.ts';
import { noteArtist } from './unused.ts';
import type { Dictionary } from './words.ts';

const identityKind: IdentityKind = { of: 'artist', partitionOf: artistOf };

export function createArtists(
  table: Table,
  dictionary: Dictionary,
  mostSorted: number,
): ArtistStore {
  return {
    ensureArtist: (key, artist) => ensureArtist(table, dictionary, key, artist),
    getArtist: (artistId) => getArtist(table, artistId),
    getArtists: async (artistIds) => {
      const items = await getItems(table, artistIds.map(artistKey));
      return summarizeArtists(table, items.map(artistKind.fromItem));
    },
    listArtists: (query, page) => listArtists(table, query, page, mostSorted),
    renameArtist: (artistId, change) => renameArtist(table, dictionary, artistId, change),
    redirectArtist: async (fromId, toId) => {
      if (!(await getItem(table, artistKey(toId)))) throw missing();
      await redirectIdentities(table, identityKind, fromId, toId);
    },
    setArtistPicture: (artistId, picture) => setPicture(table, artistId, picture),
    deleteArtist: (artistId) => deleteArtist(table, artistId),
    deleteUnusedArtists: (before, limit) => deleteUnusedArtists(table, before, limit),
  };
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such artist.');
}

function ensureArtist(
  table: Table,
  dictionary: Dictionary,
  identity: string,
  artist: Artist,
): Promise<Artist> {
  return untilSettled(table.retry, async () => {
    const known = await findIdentity(table, identityKind, identity);
    const item = known && (await getItem(table, artistKey(known.id)));
    if (item) {
      const { id, name } = artistKind.fromItem(item);
      return { id, name };
    }
    const record = { id: artist.id, name: artist.name, picture: null };
    await dictionary.learn(wordsOfName(artist.name));
    const added = await addRecord(table, artistKind, record, [
      ...claimIdentity(identityKind, identity, artist.id, known?.item ?? null),
      noteArtist(artist.id),
      ...countOne('artists', artist.id, 1),
    ]);
    return added ? { id: artist.id, name: artist.name } : again;
  });
}

async function getArtist(table: Table, artistId: string): Promise<ArtistSummary> {
  const item = await getItem(table, artistKey(artistId));
  const [summary] = item ? await summarizeArtists(table, [artistKind.fromItem(item)]) : [];
  if (!summary) throw missing();
  return summary;
}

async function renameArtist(
  table: Table,
  dictionary: Dictionary,
  artistId: string,
  { name, identityKey }: { name: string; identityKey: string },
): Promise<void> {
  await dictionary.learn(wordsOfName(name));
  const note = renamedNote({ kind: 'artist', id: artistId });
  await changeRecord(table, artistKind, artistId, async (artist) => {
    if (!artist) throw missing();
    const more: Write[] = [...(await claim(table, artistId, identityKey)), { put: note }];
    return { next: { ...artist, name }, result: true, more };
  });
  await finishRenaming(table, note);
}

async function claim(table: Table, artistId: string, identity: string): Promise<Write[]> {
  const known = await findIdentity(table, identityKind, identity);
  if (known?.id === artistId) return [];
  if (known && (await getItem(table, artistKey(known.id)))) {
    throw new MadrigalError('conflict', 'There is another artist of this name. Merge the two.');
  }
  return claimIdentity(identityKind, identity, artistId, known?.item ?? null);
}

async function setPicture(
  table: Table,
  artistId: string,
  picture: BlobKey | null,
): Promise<BlobKey | null> {
  const former = await changeRecord(table, artistKind, artistId, (artist) => {
    if (!artist) throw missing();
    return { next: { ...artist, picture }, result: [artist.picture] };
  });
  return former?.[0] ?? null;
}

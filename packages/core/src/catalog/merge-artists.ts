import { hasCode, MadrigalError } from '../shared/index.ts';
import { albumIdentity } from './ensure.ts';
import type { AlbumSummary, ArtistSummary, Song } from './model.ts';
import type { CatalogueReferences, CatalogueStore } from './ports.ts';
import { forEachBatch } from './songs-in-batches.ts';

const ALBUM_BATCH = 100;
const allStates = ['published', 'draft', 'deleted'] as const;

export interface MergeDeps {
  catalogue: CatalogueStore;
  references: CatalogueReferences;
}

/**
 * Makes one artist of two: songs, albums, names and favourites of the first go to the second, and
 * albums of the same title become one; its picture where the second has none. What comes in under the first name belongs to the second from
 * the start; a merge that was cut short is finished by repeating it.
 * @throws MadrigalError `not_found`, `invalid_request` for one artist twice
 */
export async function mergeArtists(
  deps: MergeDeps,
  fromId: string,
  toId: string,
): Promise<ArtistSummary> {
  const { catalogue, references } = deps;
  if (fromId === toId) {
    throw new MadrigalError('invalid_request', 'An artist cannot be merged with themselves.');
  }
  const [from, to] = await Promise.all([catalogue.getArtist(fromId), catalogue.getArtist(toId)]);
  await catalogue.redirectArtist(fromId, toId);
  await moveAlbums(deps, fromId, toId);
  await moveSongs(deps, fromId, toId);
  await references.moveArtist(fromId, toId);
  if (from.picture && !to.picture) await catalogue.setArtistPicture(toId, from.picture);
  await catalogue.deleteArtist(fromId);
  return catalogue.getArtist(toId);
}

async function moveAlbums(deps: MergeDeps, fromId: string, toId: string): Promise<void> {
  const query = { order: 'added', artistId: fromId, visibleOnly: false } as const;
  // Moved albums leave the list, so that its first page is always the rest.
  for (;;) {
    const { items } = await deps.catalogue.listAlbums(query, { limit: ALBUM_BATCH });
    if (items.length === 0) return;
    for (const album of items) await moveAlbum(deps, album, toId);
  }
}

async function moveAlbum(deps: MergeDeps, album: AlbumSummary, toId: string): Promise<void> {
  const { id, title, year } = album;
  const identityKey = albumIdentity(toId, title);
  try {
    await deps.catalogue.changeAlbum(id, { title, artistId: toId, year, identityKey });
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    await joinAlbums(deps, album, toId);
  }
}

/** Both artists have an album of this title: the songs of one move into the other. */
async function joinAlbums(deps: MergeDeps, album: AlbumSummary, toId: string): Promise<void> {
  const { catalogue } = deps;
  const other = await catalogue.ensureAlbum(albumIdentity(toId, album.title), {
    ...album,
    artistId: toId,
  });
  await forEachBatch(deps, { albumId: album.id, states: allStates }, async (songs) => {
    await catalogue.changeSongs(
      songs.map((song) => song.id),
      { albumId: other.id },
    );
  });
  // Left empty, it follows its artist under a name that nothing else has.
  const { id, title, year } = album;
  const change = { title, artistId: toId, year, identityKey: `${id} emptied` };
  await catalogue.changeAlbum(id, change);
}

async function moveSongs(deps: MergeDeps, fromId: string, toId: string): Promise<void> {
  await forEachBatch(deps, { artistId: fromId, states: allStates }, async (songs) => {
    const byArtists = Map.groupBy(songs, (song) => artistsAfter(song, fromId, toId).join());
    for (const group of byArtists.values()) {
      const [first] = group as [Song];
      const artistIds = artistsAfter(first, fromId, toId);
      await deps.catalogue.changeSongs(
        group.map((song) => song.id),
        { artistIds },
      );
    }
  });
}

function artistsAfter(song: Song, fromId: string, toId: string): string[] {
  return [...new Set(song.artists.map(({ id }) => (id === fromId ? toId : id)))];
}

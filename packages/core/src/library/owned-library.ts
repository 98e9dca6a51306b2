import type { FavouriteKind } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { Caller, OwnedData } from '../identity/index.ts';
import {
  type BlobKey,
  type BlobStore,
  hasCode,
  mediaTypeOfKey,
  type Page,
  type PageRequest,
  type Position,
} from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import { dropPlaylistCover } from './playlist-cover.ts';
import { byId } from './visible.ts';

const BATCH = 500;
const kinds: readonly FavouriteKind[] = ['song', 'album', 'artist'];

interface Named {
  id: string;
  [fact: string]: unknown;
}

/** Blobs: pictures of playlists. */
type Deps = Pick<LibraryDeps, 'library' | 'catalogue'> & {
  processed: Pick<BlobStore, 'read' | 'list' | 'delete'>;
};

/** Playlists, favourites and plays as part of somebody's account. */
export function createOwnedLibrary(deps: Deps): OwnedData {
  return {
    fileName: 'library.json',
    removeAll: ({ userId }) => removeLibrary(deps, userId),
    exportAll: (caller) => exportLibrary(deps, caller),
  };
}

async function removeLibrary({ library, processed }: Deps, userId: string): Promise<void> {
  const playlists = await all((page) => library.listPlaylistsOf(userId, 'name', page));
  const own = playlists.filter(({ ownerId }) => ownerId === userId);
  for (const { id } of own) await dropPlaylistCover(processed, id);
  await library.forgetListener(userId);
}

async function exportLibrary(deps: Deps, { userId }: Caller): Promise<object> {
  const { library } = deps;
  const playlists = await all((page) => library.listPlaylistsOf(userId, 'name', page));
  const exported: object[] = [];
  for (const playlist of playlists) exported.push(await exportPlaylist(deps, playlist));
  const favourites: object[] = [];
  for (const kind of kinds) {
    const ofKind = await all((page) => library.listFavourites(userId, kind, page));
    favourites.push(...(await named(deps, kind, ofKind)));
  }
  const plays = await all((page) => library.listPlays(userId, page));
  const titles = await titlesOf(
    deps,
    plays.map(({ songId }) => songId),
  );
  return {
    playlists: exported,
    favourites,
    plays: plays.map(({ songId, playedAt, msPlayed }) => ({
      song: titles.get(songId) ?? { id: songId },
      playedAt,
      msPlayed,
    })),
  };
}

async function exportPlaylist(deps: Deps, playlist: Playlist): Promise<object> {
  const { ownerId: _, version: __, cover, ...details } = playlist;
  const items = await all((page) => deps.library.listItems(playlist.id, page));
  const titles = await titlesOf(
    deps,
    items.map(({ songId }) => songId),
  );
  const songs = items.map(({ songId, addedAt }) => ({
    ...(titles.get(songId) ?? { id: songId }),
    addedAt,
  }));
  return { ...details, cover: cover && (await pictureOf(deps, cover)), songs };
}

/** A picture as a `data:` URL, which every browser opens; null when it is gone. */
async function pictureOf({ processed }: Deps, key: BlobKey): Promise<string | null> {
  try {
    const { chunks } = await processed.read(key);
    const copies: Uint8Array[] = [];
    for await (const chunk of chunks) copies.push(Uint8Array.from(chunk));
    return `data:${mediaTypeOfKey(key)};base64,${Buffer.concat(copies).toString('base64')}`;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Favourites with what tells a person what they are. */
async function named(
  { catalogue }: Deps,
  kind: FavouriteKind,
  favourites: { targetId: string; addedAt: Date }[],
): Promise<object[]> {
  const names = await byId(
    favourites.map(({ targetId }) => targetId),
    async (ids): Promise<Named[]> => {
      if (kind === 'song') return (await catalogue.getSongs(ids)).map(titleOf);
      if (kind === 'artist') {
        return (await catalogue.getArtists(ids)).map(({ id, name }) => ({ id, name }));
      }
      return (await catalogue.getAlbums(ids)).map(({ id, title, artistName }) => ({
        id,
        title,
        artist: artistName,
      }));
    },
  );
  return favourites.map(({ targetId, addedAt }) => ({
    kind,
    ...(names.get(targetId) ?? { id: targetId }),
    addedAt,
  }));
}

function titlesOf({ catalogue }: Deps, songIds: readonly string[]): Promise<Map<string, object>> {
  return byId(songIds, async (ids) => (await catalogue.getSongs(ids)).map(titleOf));
}

/** A song by what finds it again in another library. */
function titleOf({ id, title, artists, album }: Song) {
  return { id, title, artists: artists.map(({ name }) => name), album: album.title };
}

async function all<Item>(
  list: (page: PageRequest<Position>) => Promise<Page<Item, Position>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: Position | null = null;
  do {
    const page: Page<Item, Position> = await list({ limit: BATCH, ...(after && { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

import {
  type AlbumSummary,
  type CatalogueStore,
  type Song,
  stateOfSong,
} from '../catalog/index.ts';
import { pageByCursor } from '../shared/index.ts';
import type { ShareableKind } from './ports.ts';

type Catalogue = { catalogue: Pick<CatalogueStore, 'getSongs' | 'getAlbums' | 'listSongs'> };

/** Songs, which every listener may share. */
export function createSongSharing(deps: Catalogue): ShareableKind {
  return {
    ownedBy: async (_, songId) => (await findSong(deps, songId)) !== null,
    openToLinks: async () => {},
    describe: async (songId) => {
      const song = await findSong(deps, songId);
      return (
        song && {
          title: song.title,
          description: song.artists.map(({ name }) => name).join(', '),
          cover: song.cover,
          itemCount: 1,
          durationMs: song.durationMs,
        }
      );
    },
    listItems: async (songId) => {
      const song = await findSong(deps, songId);
      return { items: song ? [itemOf(song)] : [], nextCursor: null };
    },
    hasMedia: async () => false,
    hasSong: async (targetId, songId) =>
      targetId === songId && (await findSong(deps, songId)) !== null,
  };
}

/** Albums, which every listener may share. */
export function createAlbumSharing(deps: Catalogue): ShareableKind {
  return {
    ownedBy: async (_, albumId) => (await findAlbum(deps, albumId)) !== null,
    openToLinks: async () => {},
    describe: async (albumId) => {
      const album = await findAlbum(deps, albumId);
      return (
        album && {
          title: album.title,
          description: album.artistName,
          cover: album.cover,
          itemCount: album.songCount,
          durationMs: album.durationMs,
        }
      );
    },
    listItems: async (albumId, query) => {
      const page = await pageByCursor('album', query, (request) =>
        deps.catalogue.listSongs({ order: 'album', states: ['published'], albumId }, request),
      );
      return { ...page, items: page.items.map(itemOf) };
    },
    hasMedia: async () => false,
    hasSong: async (albumId, songId) => (await findSong(deps, songId))?.album.id === albumId,
  };
}

function itemOf(song: Song): { type: 'song'; id: string; song: Song } {
  return { type: 'song', id: song.id, song };
}

async function findSong({ catalogue }: Catalogue, songId: string): Promise<Song | null> {
  const [song] = await catalogue.getSongs([songId]);
  return song && stateOfSong(song) === 'published' ? song : null;
}

async function findAlbum({ catalogue }: Catalogue, albumId: string): Promise<AlbumSummary | null> {
  const [album] = await catalogue.getAlbums([albumId]);
  return album && album.songCount > 0 ? album : null;
}

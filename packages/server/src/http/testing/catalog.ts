import type {
  AlbumSummary,
  ArtistSummary,
  Catalog,
  CatalogEditing,
  Song,
} from '@madrigal/core/catalog';
import type { Library, ShownPlaylist } from '@madrigal/core/library';
import { MadrigalError, newId } from '@madrigal/core/shared';

/** A catalogue that knows one song with its artist and album. */
export function createCatalogOf(song: Song): Catalog {
  const { album, artist } = worksOf(song);
  const songs = { items: [song], nextCursor: null };
  const albums = { items: [album], nextCursor: null };
  return {
    listSongs: async () => songs,
    getSong: async (_, id) => known(id, song),
    listAlbums: async () => albums,
    getAlbum: async (_, id) => ({ album: known(id, album), songs }),
    listArtists: async () => ({ items: [artist], nextCursor: null }),
    getArtist: async (_, id) => ({
      artist: known(id, artist),
      albums,
      appearsOn: { items: [], nextCursor: null },
      songs,
    }),
    listGenres: async () => song.genres.map((name) => ({ name, songCount: 1 })),
  };
}

/** Edits of that catalogue, which change nothing. */
export function createEditingOf(song: Song): CatalogEditing {
  const { album, artist } = worksOf(song);
  return {
    changeSong: async (id) => known(id, song),
    changeSongs: async () => [song.id],
    deleteSongs: async () => {},
    restoreSongs: async () => [song],
    changeAlbum: async (id) => known(id, album),
    deleteAlbum: async () => {},
    restoreAlbum: async (id) => known(id, album),
    changeArtist: async (id) => known(id, artist),
    deleteArtist: async () => 1,
    restoreArtist: async (id) => known(id, artist),
    setArtistPicture: async (id) => known(id, artist),
    mergeArtists: async (id) => known(id, artist),
  };
}

export const playlist: ShownPlaylist = {
  id: newId(),
  ownerId: 'admin',
  name: 'Maying',
  description: '',
  cover: null,
  mosaic: [],
  visibility: 'private',
  rules: null,
  memberIds: [],
  invitationRound: 0,
  version: 2,
  itemCount: 1,
  durationMs: 120_000,
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  updatedAt: new Date('2026-01-02T03:04:05.678Z'),
};

/** A library with one playlist, and this song everywhere. */
export function createLibraryOf(song: Song): Library {
  const { album, artist } = worksOf(song);
  const { addedAt } = song;
  const item = { id: newId(), position: 'a0', songId: song.id, addedBy: 'admin', addedAt };
  const play = { id: newId(), userId: 'admin', songId: song.id, playedAt: addedAt, msPlayed: 1 };
  const played = { plays: 1, msPlayed: 1 };
  return {
    playlists: {
      create: async () => playlist,
      list: async () => ({ items: [playlist], nextCursor: null }),
      get: async (_, id) => known(id, playlist),
      change: async (_, id) => known(id, playlist),
      setCover: async (_, id) => known(id, playlist),
      delete: async () => {},
      listItems: async () => ({
        items: [{ ...item, durationMs: song.durationMs, song }],
        nextCursor: null,
      }),
      addItems: async () => ({ playlist, itemIds: [item.id] }),
      removeItems: async () => playlist,
      moveItems: async () => playlist,
      preview: async () => ({ itemCount: 1, durationMs: song.durationMs, songs: [song] }),
      invite: async (_, id) => ({ path: '/playlists/x?join=y', token: known(id, playlist).name }),
      endInvitation: async () => {},
      join: async (_, id) => known(id, playlist),
      members: async () => ({ members: [], invitationOpen: false }),
      removeMember: async () => {},
      exportAs: async () => ({ fileName: 'Mine.csv', text: 'title' }),
    },
    readPlaylistFile: () => ({ name: null, description: null, entries: [] }),
    matchEntries: async () => [{ song, reason: 'id', candidates: [song] }],
    favourites: {
      add: async () => {},
      remove: async () => {},
      list: async () => ({
        items: [
          { kind: 'song', song, addedAt },
          { kind: 'album', album, addedAt },
          { kind: 'artist', artist, addedAt },
        ],
        nextCursor: null,
      }),
      listIds: async () => ({ songs: [song.id], albums: [album.id], artists: [artist.id] }),
    },
    plays: {
      record: async () => {},
      list: async () => ({ items: [{ ...play, song }], nextCursor: null }),
      delete: async () => {},
      clear: async () => {},
      restore: async () => {},
      statistics: async () => ({
        totals: { ...played, songs: 1, albums: 1, artists: 1 },
        songs: [{ song, ...played }],
        albums: [{ album, ...played }],
        artists: [{ artist, ...played }],
        genres: [{ name: 'Madrigal', ...played }],
        days: [{ day: '2026-01-02', ...played }],
      }),
    },
    search: async () => ({
      songs: [song],
      albums: [album],
      artists: [artist],
      playlists: [playlist],
    }),
  };
}

function worksOf(song: Song): { album: AlbumSummary; artist: ArtistSummary } {
  const [artist = { id: '', name: '' }] = song.artists;
  const { year, durationMs, cover, addedAt } = song;
  return {
    artist: { ...artist, songCount: 1, albumCount: 1, picture: null, cover },
    album: { ...song.album, year, songCount: 1, durationMs, cover, addedAt },
  };
}

function known<Item extends { id: string }>(id: string, item: Item): Item {
  if (id === item.id) return item;
  throw new MadrigalError('not_found', 'There is no such thing.');
}

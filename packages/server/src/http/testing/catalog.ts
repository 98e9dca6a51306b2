import type { AlbumSummary, ArtistSummary, Catalog, Song } from '@madrigal/core/catalog';
import { MadrigalError } from '@madrigal/core/shared';

/** A catalogue that knows one song with its artist and album. */
export function createCatalogOf(song: Song): Catalog {
  const [artistRef = { id: '', name: '' }] = song.artists;
  const artist: ArtistSummary = { ...artistRef, songCount: 1, albumCount: 1, cover: song.cover };
  const album: AlbumSummary = {
    ...song.album,
    year: song.year,
    songCount: 1,
    durationMs: song.durationMs,
    cover: song.cover,
    addedAt: song.addedAt,
  };
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

function known<Item extends { id: string }>(id: string, item: Item): Item {
  if (id === item.id) return item;
  throw new MadrigalError('not_found', 'There is no such thing.');
}

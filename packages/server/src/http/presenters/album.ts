import type { Album } from '@madrigal/contract';
import type { AlbumSummary } from '@madrigal/core/catalog';
import type { Urls } from './urls.ts';

export function presentAlbum(album: AlbumSummary, urls: Urls): Album {
  const { id, title, artistId, artistName, year, songCount, durationMs, cover, addedAt } = album;
  return {
    id,
    title,
    artist: { id: artistId, name: artistName },
    year,
    songCount,
    durationMs,
    coverUrl: cover && urls.urlFor(cover),
    addedAt: addedAt.toISOString(),
  };
}

import type { Favourite } from '@madrigal/contract';
import type { ShownFavourite } from '@madrigal/core/library';
import { presentAlbum } from './album.ts';
import { presentArtist } from './artist.ts';
import { presentSong } from './song.ts';
import type { Urls } from './urls.ts';

export function presentFavourite(favourite: ShownFavourite, urls: Urls): Favourite {
  const addedAt = favourite.addedAt.toISOString();
  switch (favourite.kind) {
    case 'song':
      return { kind: 'song', addedAt, song: presentSong(favourite.song, urls) };
    case 'album':
      return { kind: 'album', addedAt, album: presentAlbum(favourite.album, urls) };
    case 'artist':
      return { kind: 'artist', addedAt, artist: presentArtist(favourite.artist, urls) };
  }
}

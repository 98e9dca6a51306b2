import type { Artist, ArtistDetails } from '@madrigal/contract';
import type { ArtistSummary, ArtistWithWorks } from '@madrigal/core/catalog';
import { presentAlbum } from './album.ts';
import { presentPage } from './page.ts';
import { presentSong } from './song.ts';
import type { Urls } from './urls.ts';

export function presentArtist(artist: ArtistSummary, urls: Urls): Artist {
  const { id, name, songCount, albumCount, picture, cover } = artist;
  const shown = picture ?? cover;
  return {
    id,
    name,
    songCount,
    albumCount,
    coverUrl: shown && urls.urlFor(shown),
    ownPicture: picture !== null,
  };
}

export function presentArtistDetails(found: ArtistWithWorks, urls: Urls): ArtistDetails {
  const { artist, albums, appearsOn, songs } = found;
  return {
    ...presentArtist(artist, urls),
    albums: presentPage(albums, (album) => presentAlbum(album, urls)),
    appearsOn: presentPage(appearsOn, (album) => presentAlbum(album, urls)),
    songs: presentPage(songs, (song) => presentSong(song, urls)),
  };
}

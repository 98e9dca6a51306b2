import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { presentArtist } from '../presenters/artist.ts';
import { presentPlaylist } from '../presenters/playlist.ts';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const search = route(endpoints.search, async ({ query }, { caller, deps: { services } }) => {
  const found = await services.library.search(caller, query.q, query.limit);
  return {
    songs: found.songs.map((song) => presentSong(song, services.delivery)),
    albums: found.albums.map((album) => presentAlbum(album, services.delivery)),
    artists: found.artists.map((artist) => presentArtist(artist, services.delivery)),
    playlists: found.playlists.map((playlist) =>
      presentPlaylist(playlist, caller, services.delivery),
    ),
  };
});

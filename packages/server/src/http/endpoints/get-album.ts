import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { presentPage } from '../presenters/page.ts';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const getAlbum = route(
  endpoints.getAlbum,
  async ({ params }, { caller, deps: { services } }) => {
    const { album, songs } = await services.catalog.getAlbum(caller, params.albumId);
    return {
      ...presentAlbum(album, services.delivery),
      songs: presentPage(songs, (song) => presentSong(song, services.delivery)),
    };
  },
);

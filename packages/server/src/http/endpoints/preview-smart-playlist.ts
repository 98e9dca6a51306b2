import { endpoints } from '@madrigal/contract';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const previewSmartPlaylist = route(
  endpoints.previewSmartPlaylist,
  async ({ body }, { caller, deps: { services } }) => {
    const preview = await services.library.playlists.preview(caller, body.rules);
    const songs = preview.songs.map((song) => presentSong(song, services.delivery));
    return { ...preview, songs };
  },
);

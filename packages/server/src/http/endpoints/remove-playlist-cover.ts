import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const removePlaylistCover = route(
  endpoints.removePlaylistCover,
  async ({ params }, { caller, deps: { services } }) => {
    const playlist = await services.library.playlists.setCover(caller, params.playlistId, null);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

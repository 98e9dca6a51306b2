import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const getPlaylist = route(
  endpoints.getPlaylist,
  async ({ params }, { caller, deps: { services } }) => {
    const playlist = await services.library.playlists.get(caller, params.playlistId);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

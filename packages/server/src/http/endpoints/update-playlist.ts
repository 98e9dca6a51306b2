import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const updatePlaylist = route(
  endpoints.updatePlaylist,
  async ({ params, body }, { caller, deps: { services } }) => {
    const playlist = await services.library.playlists.change(caller, params.playlistId, body);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

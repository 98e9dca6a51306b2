import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const createPlaylist = route(
  endpoints.createPlaylist,
  async ({ body }, { caller, deps: { services } }) => {
    const playlist = await services.library.playlists.create(caller, body);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

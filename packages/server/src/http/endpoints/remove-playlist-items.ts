import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const removePlaylistItems = route(
  endpoints.removePlaylistItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const removal = { ...params, ...body };
    const playlist = await services.library.playlists.removeItems(caller, removal);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

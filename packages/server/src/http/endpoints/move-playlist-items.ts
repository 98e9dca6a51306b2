import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const movePlaylistItems = route(
  endpoints.movePlaylistItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const move = { ...params, ...body };
    const playlist = await services.library.playlists.moveItems(caller, move);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const movePlaylistItems = route(
  endpoints.movePlaylistItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const move = { ...params, ...body };
    return presentPlaylist(await services.library.playlists.moveItems(caller, move), caller);
  },
);

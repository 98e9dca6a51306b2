import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const joinPlaylist = route(
  endpoints.joinPlaylist,
  async ({ params, body }, { caller, deps: { services } }) => {
    const { playlists } = services.library;
    const playlist = await playlists.join(caller, params.playlistId, body.token);
    return presentPlaylist(playlist, caller, services.delivery);
  },
);

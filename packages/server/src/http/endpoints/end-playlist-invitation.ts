import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const endPlaylistInvitation = route(
  endpoints.endPlaylistInvitation,
  async ({ params }, { caller, deps: { services } }) => {
    await services.library.playlists.endInvitation(caller, params.playlistId);
    return null;
  },
);

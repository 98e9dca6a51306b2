import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const invitePlaylistMembers = route(
  endpoints.invitePlaylistMembers,
  async ({ params }, { caller, deps: { services } }) =>
    services.library.playlists.invite(caller, params.playlistId),
);

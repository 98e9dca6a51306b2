import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const removePlaylistMember = route(
  endpoints.removePlaylistMember,
  async ({ params: { playlistId, userId } }, { caller, deps: { services } }) => {
    await services.library.playlists.removeMember(caller, playlistId, userId);
    return null;
  },
);

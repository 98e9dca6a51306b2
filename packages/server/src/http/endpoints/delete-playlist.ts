import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deletePlaylist = route(
  endpoints.deletePlaylist,
  async ({ params }, { caller, deps: { services } }) => {
    await services.library.playlists.delete(caller, params.playlistId);
    return null;
  },
);

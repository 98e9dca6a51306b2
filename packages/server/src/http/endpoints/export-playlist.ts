import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const exportPlaylist = route(
  endpoints.exportPlaylist,
  ({ params, query }, { caller, deps: { services } }) =>
    services.library.playlists.exportAs(caller, params.playlistId, query.format),
);

import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const addPlaylistItems = route(
  endpoints.addPlaylistItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const { songIds, after, version } = body;
    const { playlist, itemIds } = await services.library.playlists.addItems(caller, {
      ...params,
      songIds,
      place: after === undefined ? 'end' : { after },
      version,
    });
    return { playlist: presentPlaylist(playlist, caller, services.delivery), itemIds };
  },
);

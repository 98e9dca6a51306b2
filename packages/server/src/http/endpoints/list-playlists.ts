import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

export const listPlaylists = route(
  endpoints.listPlaylists,
  async ({ query }, { caller, deps: { services } }) => {
    const page = await services.library.playlists.list(caller, query);
    return presentPage(page, (playlist) => presentPlaylist(playlist, caller, services.delivery));
  },
);

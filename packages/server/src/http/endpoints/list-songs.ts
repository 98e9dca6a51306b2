import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const listSongs = route(
  endpoints.listSongs,
  async ({ query }, { caller, deps: { services } }) => {
    const page = await services.catalog.listSongs(caller, query);
    return presentPage(page, (song) => presentSong(song, services.delivery));
  },
);

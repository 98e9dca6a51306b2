import { endpoints } from '@madrigal/contract';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const listSongs = route(
  endpoints.listSongs,
  async ({ query }, { caller, deps: { services } }) => {
    const { items, nextCursor } = await services.catalog.listSongs(caller, query);
    return { items: items.map((song) => presentSong(song, services.delivery)), nextCursor };
  },
);

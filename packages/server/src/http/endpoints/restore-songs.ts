import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const restoreSongs = route(
  endpoints.restoreSongs,
  async ({ body }, { deps: { services } }) => {
    const songs = await services.editing.restoreSongs(body.songIds);
    return { songIds: songs.map(({ id }) => id) };
  },
);

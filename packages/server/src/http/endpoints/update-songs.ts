import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const updateSongs = route(
  endpoints.updateSongs,
  async ({ body }, { deps: { services } }) => ({
    songIds: await services.editing.changeSongs(body.songIds, body.edit),
  }),
);

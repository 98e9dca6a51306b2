import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteSongs = route(
  endpoints.deleteSongs,
  async ({ body }, { deps: { services } }) => {
    await services.editing.deleteSongs(body.songIds);
    return null;
  },
);

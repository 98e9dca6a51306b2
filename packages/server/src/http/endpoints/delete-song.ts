import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteSong = route(
  endpoints.deleteSong,
  async ({ params }, { deps: { services } }) => {
    await services.editing.deleteSongs([params.songId]);
    return null;
  },
);

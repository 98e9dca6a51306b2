import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteArtist = route(
  endpoints.deleteArtist,
  async ({ params }, { deps: { services } }) => ({
    songCount: await services.editing.deleteArtist(params.artistId),
  }),
);

import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { route } from '../route.ts';

export const restoreArtist = route(
  endpoints.restoreArtist,
  async ({ params }, { deps: { services } }) =>
    presentArtist(await services.editing.restoreArtist(params.artistId), services.delivery),
);

import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { route } from '../route.ts';

export const updateArtist = route(
  endpoints.updateArtist,
  async ({ params, body }, { deps: { services } }) =>
    presentArtist(await services.editing.changeArtist(params.artistId, body), services.delivery),
);

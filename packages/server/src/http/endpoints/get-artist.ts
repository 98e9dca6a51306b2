import { endpoints } from '@madrigal/contract';
import { presentArtistDetails } from '../presenters/artist.ts';
import { route } from '../route.ts';

export const getArtist = route(
  endpoints.getArtist,
  async ({ params }, { caller, deps: { services } }) =>
    presentArtistDetails(
      await services.catalog.getArtist(caller, params.artistId),
      services.delivery,
    ),
);

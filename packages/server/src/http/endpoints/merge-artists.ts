import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { route } from '../route.ts';

export const mergeArtists = route(
  endpoints.mergeArtists,
  async ({ params, body }, { deps: { services } }) =>
    presentArtist(
      await services.editing.mergeArtists(params.artistId, body.intoArtistId),
      services.delivery,
    ),
);

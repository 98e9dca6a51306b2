import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { route } from '../route.ts';

export const removeArtistPicture = route(
  endpoints.removeArtistPicture,
  async ({ params }, { deps: { services } }) =>
    presentArtist(
      await services.editing.setArtistPicture(params.artistId, null),
      services.delivery,
    ),
);

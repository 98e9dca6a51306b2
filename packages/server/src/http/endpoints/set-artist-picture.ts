import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { route } from '../route.ts';

/** Pictures that one address may have decoded in a minute. */
const PER_MINUTE = 120;

export const setArtistPicture = route(
  endpoints.setArtistPicture,
  async ({ params, body }, { deps: { services } }) => {
    const picture = Buffer.from(body.picture, 'base64');
    const artist = await services.editing.setArtistPicture(params.artistId, picture);
    return presentArtist(artist, services.delivery);
  },
  { perMinute: PER_MINUTE },
);

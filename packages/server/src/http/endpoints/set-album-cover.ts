import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { route } from '../route.ts';

/** Pictures that one address may have decoded in a minute. */
const PER_MINUTE = 120;

export const setAlbumCover = route(
  endpoints.setAlbumCover,
  async ({ params, body }, { deps: { services } }) => {
    const picture = Buffer.from(body.picture, 'base64');
    return presentAlbum(await services.albumCovers.set(params.albumId, picture), services.delivery);
  },
  { perMinute: PER_MINUTE },
);

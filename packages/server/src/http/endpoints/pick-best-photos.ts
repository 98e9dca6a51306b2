import { endpoints } from '@madrigal/contract';
import { presentMedia } from '../presenters/media.ts';
import { route } from '../route.ts';

export const pickBestPhotos = route(
  endpoints.pickBestPhotos,
  async ({ params, query }, { caller, deps: { services } }) => {
    const items = await services.photoAlbums.pickBest(caller, params.photoAlbumId, query.count);
    return { items: items.map((item) => presentMedia(item, services.delivery)) };
  },
);

import { endpoints } from '@madrigal/contract';
import { presentMedia } from '../presenters/media.ts';
import { route } from '../route.ts';

export const pickBestOfAllPhotos = route(
  endpoints.pickBestOfAllPhotos,
  async ({ query }, { caller, deps: { services } }) => {
    const items = await services.photoAlbums.pickBestOfAll(caller, query.count);
    return { items: items.map((item) => presentMedia(item, services.delivery)) };
  },
);

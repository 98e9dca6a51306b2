import { endpoints } from '@madrigal/contract';
import { presentMedia } from '../presenters/media.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listPhotoAlbumItems = route(
  endpoints.listPhotoAlbumItems,
  async ({ params, query }, { caller, deps: { services } }) => {
    const page = await services.photoAlbums.listItems(caller, params.photoAlbumId, query);
    return presentPage(page, (item) => presentMedia(item, services.delivery));
  },
);

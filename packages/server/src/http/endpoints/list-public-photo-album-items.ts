import { endpoints } from '@madrigal/contract';
import { presentShownMedia } from '../presenters/media.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listPublicPhotoAlbumItems = route(
  endpoints.listPublicPhotoAlbumItems,
  async ({ params, query }, { deps: { services } }) => {
    const page = await services.photoAlbums.listPublicItems(params.photoAlbumId, query);
    return presentPage(page, (item) => presentShownMedia(item, services.delivery));
  },
);

import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const listPhotoAlbums = route(
  endpoints.listPhotoAlbums,
  async ({ query }, { caller, deps: { services } }) => {
    const page = await services.photoAlbums.list(caller, query);
    return presentPage(page, (album) => presentPhotoAlbum(album, services.delivery));
  },
);

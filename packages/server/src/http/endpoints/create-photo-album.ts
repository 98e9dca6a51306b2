import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const createPhotoAlbum = route(
  endpoints.createPhotoAlbum,
  async ({ body }, { caller, deps: { services } }) =>
    presentPhotoAlbum(await services.photoAlbums.create(caller, body), services.delivery),
);

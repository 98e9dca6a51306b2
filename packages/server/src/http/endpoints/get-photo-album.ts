import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const getPhotoAlbum = route(
  endpoints.getPhotoAlbum,
  async ({ params }, { caller, deps: { services } }) =>
    presentPhotoAlbum(
      await services.photoAlbums.get(caller, params.photoAlbumId),
      services.delivery,
    ),
);

import { endpoints } from '@madrigal/contract';
import { presentShownPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const getPublicPhotoAlbum = route(
  endpoints.getPublicPhotoAlbum,
  async ({ params }, { deps: { services } }) =>
    presentShownPhotoAlbum(
      await services.photoAlbums.getPublic(params.photoAlbumId),
      services.delivery,
    ),
);

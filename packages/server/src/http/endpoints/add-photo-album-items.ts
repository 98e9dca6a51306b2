import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const addPhotoAlbumItems = route(
  endpoints.addPhotoAlbumItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const request = { albumId: params.photoAlbumId, ...body };
    return presentPhotoAlbum(
      await services.photoAlbums.addItems(caller, request),
      services.delivery,
    );
  },
);

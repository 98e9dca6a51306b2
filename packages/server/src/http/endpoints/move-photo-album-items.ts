import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const movePhotoAlbumItems = route(
  endpoints.movePhotoAlbumItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const request = { albumId: params.photoAlbumId, ...body };
    return presentPhotoAlbum(
      await services.photoAlbums.moveItems(caller, request),
      services.delivery,
    );
  },
);

import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const removePhotoAlbumItems = route(
  endpoints.removePhotoAlbumItems,
  async ({ params, body }, { caller, deps: { services } }) => {
    const request = { albumId: params.photoAlbumId, ...body };
    return presentPhotoAlbum(
      await services.photoAlbums.removeItems(caller, request),
      services.delivery,
    );
  },
);

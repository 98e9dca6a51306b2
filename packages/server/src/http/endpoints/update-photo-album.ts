import { endpoints } from '@madrigal/contract';
import { presentPhotoAlbum } from '../presenters/photo-album.ts';
import { route } from '../route.ts';

export const updatePhotoAlbum = route(
  endpoints.updatePhotoAlbum,
  async ({ params, body }, { caller, deps: { services } }) => {
    const { version, ...change } = body;
    const request = { albumId: params.photoAlbumId, version, change };
    return presentPhotoAlbum(await services.photoAlbums.change(caller, request), services.delivery);
  },
);

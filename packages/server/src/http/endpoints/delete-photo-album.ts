import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deletePhotoAlbum = route(
  endpoints.deletePhotoAlbum,
  async ({ params }, { caller, deps: { services } }) => {
    await services.photoAlbums.remove(caller, params.photoAlbumId);
    return null;
  },
);

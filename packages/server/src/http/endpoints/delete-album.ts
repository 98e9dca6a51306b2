import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteAlbum = route(
  endpoints.deleteAlbum,
  async ({ params }, { deps: { services } }) => {
    await services.editing.deleteAlbum(params.albumId);
    return null;
  },
);

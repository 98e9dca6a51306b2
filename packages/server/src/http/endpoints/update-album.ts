import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { route } from '../route.ts';

export const updateAlbum = route(
  endpoints.updateAlbum,
  async ({ params, body }, { deps: { services } }) =>
    presentAlbum(await services.editing.changeAlbum(params.albumId, body), services.delivery),
);

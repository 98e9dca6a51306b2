import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { route } from '../route.ts';

export const restoreAlbum = route(
  endpoints.restoreAlbum,
  async ({ params }, { deps: { services } }) =>
    presentAlbum(await services.editing.restoreAlbum(params.albumId), services.delivery),
);

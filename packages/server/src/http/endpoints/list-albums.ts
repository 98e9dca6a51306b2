import { endpoints } from '@madrigal/contract';
import { presentAlbum } from '../presenters/album.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listAlbums = route(endpoints.listAlbums, async ({ query }, { deps: { services } }) => {
  const page = await services.catalog.listAlbums(query);
  return presentPage(page, (album) => presentAlbum(album, services.delivery));
});

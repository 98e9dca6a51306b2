import { endpoints } from '@madrigal/contract';
import { presentMedia } from '../presenters/media.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listMedia = route(
  endpoints.listMedia,
  async ({ query }, { caller, deps: { services } }) => {
    const { photoAlbumId: albumId, ...rest } = query;
    const page = await services.media.list(caller, { ...rest, albumId });
    return presentPage(page, (item) => presentMedia(item, services.delivery));
  },
);

import { endpoints } from '@madrigal/contract';
import { presentMedia } from '../presenters/media.ts';
import { route } from '../route.ts';

export const listSimilarMedia = route(
  endpoints.listSimilarMedia,
  async ({ params }, { caller, deps: { services } }) => {
    const items = await services.media.listSimilar(caller, params.mediaId);
    return { items: items.map((item) => presentMedia(item, services.delivery)) };
  },
);

import { endpoints } from '@madrigal/contract';
import { presentShownMedia } from '../presenters/media.ts';
import { route } from '../route.ts';

export const getPublicMedia = route(
  endpoints.getPublicMedia,
  async ({ params }, { deps: { services } }) =>
    presentShownMedia(await services.media.getPublic(params.mediaId), services.delivery),
);

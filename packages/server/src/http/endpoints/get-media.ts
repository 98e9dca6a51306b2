import { endpoints } from '@madrigal/contract';
import { presentMediaDetails } from '../presenters/media.ts';
import { route } from '../route.ts';

export const getMedia = route(
  endpoints.getMedia,
  async ({ params }, { caller, deps: { services } }) =>
    presentMediaDetails(await services.media.get(caller, params.mediaId), services.delivery),
);

import { endpoints } from '@madrigal/contract';
import { presentMediaDetails } from '../presenters/media.ts';
import { route } from '../route.ts';

export const reprocessMedia = route(
  endpoints.reprocessMedia,
  async ({ params }, { caller, deps: { services } }) =>
    presentMediaDetails(await services.media.reprocess(caller, params.mediaId), services.delivery),
);

import { endpoints } from '@madrigal/contract';
import { presentPlayback } from '../presenters/playback.ts';
import { route } from '../route.ts';

export const watchVideo = route(
  endpoints.watchVideo,
  async ({ params }, { caller, deps: { services } }) =>
    presentPlayback(await services.delivery.watchVideo(caller, params.mediaId)),
);

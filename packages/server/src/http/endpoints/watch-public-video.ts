import { endpoints } from '@madrigal/contract';
import { presentPlayback } from '../presenters/playback.ts';
import { route } from '../route.ts';

export const watchPublicVideo = route(
  endpoints.watchPublicVideo,
  async ({ params }, { deps: { services } }) =>
    presentPlayback(await services.delivery.watchPublicVideo(params.mediaId)),
);

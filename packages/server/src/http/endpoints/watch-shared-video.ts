import { endpoints } from '@madrigal/contract';
import { presentPlayback } from '../presenters/playback.ts';
import { route } from '../route.ts';

export const watchSharedVideo = route(
  endpoints.watchSharedVideo,
  async ({ params: { token, mediaId } }, { deps: { services } }) => {
    const { ownerId: userId } = await services.sharing.admitToMedia(token, mediaId);
    const owner = { userId, role: 'listener' } as const;
    return presentPlayback(await services.delivery.watchVideo(owner, mediaId));
  },
);

import { endpoints } from '@madrigal/contract';
import { presentDownload } from '../presenters/download.ts';
import { route } from '../route.ts';

export const downloadSharedMedia = route(
  endpoints.downloadSharedMedia,
  async ({ params: { token, mediaId } }, { deps: { services } }) => {
    const { ownerId: userId } = await services.sharing.admitToMedia(token, mediaId);
    const item = await services.media.get({ userId }, mediaId);
    return presentDownload(await services.delivery.downloadShown(item, { known: false }));
  },
);

import { endpoints } from '@madrigal/contract';
import { presentDownload } from '../presenters/download.ts';
import { route } from '../route.ts';

export const downloadMedia = route(
  endpoints.downloadMedia,
  async ({ params: { mediaId }, query }, { caller, deps: { services } }) => {
    const { delivery, media } = services;
    if (query.what === 'original') {
      return presentDownload(await delivery.downloadOriginal(caller, mediaId));
    }
    const item = await media.get(caller, mediaId);
    return presentDownload(await delivery.downloadShown(item, { known: true }));
  },
);

import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listSlideshowPhotos = route(
  endpoints.listSlideshowPhotos,
  async ({ query }, { caller, deps: { services } }) => {
    const { items, nextCursor } = await services.slideshows.listPhotos(caller, query);
    return {
      items: items.map(({ id, thumb, width, height, capturedAt, durationMs, score }) => ({
        id,
        thumbUrl: services.delivery.urlFor(thumb),
        shape: width / height,
        capturedAt: capturedAt.toISOString(),
        ...{ durationMs, score },
      })),
      nextCursor,
    };
  },
);

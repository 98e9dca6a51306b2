import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const restoreMediaItems = route(
  endpoints.restoreMediaItems,
  async ({ body }, { caller, deps: { services } }) => ({
    mediaIds: await services.media.restore(caller, body.mediaIds),
  }),
);

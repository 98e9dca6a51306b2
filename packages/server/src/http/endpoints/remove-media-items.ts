import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const removeMediaItems = route(
  endpoints.removeMediaItems,
  async ({ body }, { caller, deps: { services } }) => ({
    mediaIds: await services.media.remove(caller, body.mediaIds),
  }),
);

import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteMediaItems = route(
  endpoints.deleteMediaItems,
  async ({ body }, { caller, deps: { services } }) => ({
    mediaIds: await services.media.trash(caller, body.mediaIds),
  }),
);

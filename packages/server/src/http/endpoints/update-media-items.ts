import { endpoints } from '@madrigal/contract';
import { toMediaEdit } from '../presenters/media.ts';
import { route } from '../route.ts';

export const updateMediaItems = route(
  endpoints.updateMediaItems,
  async ({ body }, { caller, deps: { services } }) => {
    const items = await services.media.edit(caller, body.mediaIds, toMediaEdit(body));
    return { mediaIds: items.map(({ id }) => id) };
  },
);

import { endpoints } from '@madrigal/contract';
import { presentUpload } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const listUploads = route(
  endpoints.listUploads,
  async ({ query }, { caller, deps: { services } }) => {
    const { items, nextCursor } = await services.uploads.list(caller, query);
    return { items: items.map(presentUpload), nextCursor };
  },
);

import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const cancelUpload = route(
  endpoints.cancelUpload,
  async ({ params }, { caller, deps: { services } }) => {
    await services.uploads.cancel(caller, params.uploadId);
    return null;
  },
);

import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const getUpload = route(
  endpoints.getUpload,
  async ({ params }, { caller, deps: { services } }) =>
    presentUploadDetails(await services.uploads.get(caller, params.uploadId)),
);

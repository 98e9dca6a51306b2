import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const retryUpload = route(
  endpoints.retryUpload,
  async ({ params }, { caller, deps: { services } }) =>
    presentUploadDetails(await services.uploads.retry(caller, params.uploadId)),
);

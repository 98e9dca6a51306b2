import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const completeUpload = route(
  endpoints.completeUpload,
  async ({ params }, { caller, deps: { services } }) =>
    presentUploadDetails(await services.uploads.complete(caller, params.uploadId)),
);

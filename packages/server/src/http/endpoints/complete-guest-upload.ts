import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const completeGuestUpload = route(
  endpoints.completeGuestUpload,
  async ({ params: { token, uploadId } }, { deps: { services } }) =>
    presentUploadDetails(await services.guestUploads.complete(token, uploadId)),
);

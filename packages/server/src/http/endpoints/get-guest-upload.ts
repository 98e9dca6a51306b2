import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const getGuestUpload = route(
  endpoints.getGuestUpload,
  async ({ params: { token, uploadId } }, { deps: { services } }) =>
    presentUploadDetails(await services.guestUploads.get(token, uploadId)),
);

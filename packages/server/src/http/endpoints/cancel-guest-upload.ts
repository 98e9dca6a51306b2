import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const cancelGuestUpload = route(
  endpoints.cancelGuestUpload,
  async ({ params: { token, uploadId } }, { deps: { services } }) => {
    await services.guestUploads.cancel(token, uploadId);
    return null;
  },
);

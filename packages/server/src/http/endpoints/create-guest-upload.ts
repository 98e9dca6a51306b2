import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const createGuestUpload = route(
  endpoints.createGuestUpload,
  async ({ params: { token }, body }, { deps: { services } }) => {
    const { modifiedAt, ...file } = body;
    const upload = { ...file, modifiedAt: modifiedAt ? new Date(modifiedAt) : undefined };
    return presentUploadDetails(await services.guestUploads.create(token, upload));
  },
  // Strangers send the photos of a day, not whole disks.
  { perMinute: 300 },
);

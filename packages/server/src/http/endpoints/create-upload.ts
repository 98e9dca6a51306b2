import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const createUpload = route(
  endpoints.createUpload,
  async ({ body }, { caller, deps: { services } }) =>
    presentUploadDetails(await services.uploads.create(caller, body)),
  // Whole folders are dropped at once, small files a few per second.
  { perMinute: 3000 },
);

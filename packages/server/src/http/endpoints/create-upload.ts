import { endpoints } from '@madrigal/contract';
import { presentUploadDetails } from '../presenters/upload.ts';
import { route } from '../route.ts';

export const createUpload = route(
  endpoints.createUpload,
  async ({ body }, { caller, deps: { services } }) => {
    const { modifiedAt, ...file } = body;
    if (file.photoAlbumId) await services.photoAlbums.get(caller, file.photoAlbumId);
    const upload = { ...file, modifiedAt: modifiedAt ? new Date(modifiedAt) : undefined };
    return presentUploadDetails(await services.uploads.create(caller, upload));
  },
  // Whole folders are dropped at once, small files a few per second.
  { perMinute: 3000 },
);

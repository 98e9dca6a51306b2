import { endpoints } from '@madrigal/contract';
import { request } from '../../api/request.ts';
import type { UploadApi } from './engine/ports.ts';

/** The engine's view of the API. */
export const uploadApi: UploadApi = {
  create: (body, signal) => request(endpoints.createUpload, { body }, signal),
  get: (uploadId, signal) => request(endpoints.getUpload, { params: { uploadId } }, signal),
  list: (cursor) =>
    request(endpoints.listUploads, { query: { limit: 200, cursor: cursor ?? undefined } }),
  signParts: async (uploadId, partNumbers, signal) => {
    const input = { params: { uploadId }, body: { partNumbers } };
    return (await request(endpoints.signUploadParts, input, signal)).parts;
  },
  complete: (uploadId, signal) =>
    request(endpoints.completeUpload, { params: { uploadId } }, signal),
  retry: (uploadId) => request(endpoints.retryUpload, { params: { uploadId } }),
  cancel: async (uploadId) => {
    await request(endpoints.cancelUpload, { params: { uploadId } });
  },
};

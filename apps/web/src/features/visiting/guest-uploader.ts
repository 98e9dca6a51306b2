import { endpoints } from '@madrigal/contract';
import { request } from '../../api/request.ts';
import type { Keeper, UploadApi } from '../uploads/engine/ports.ts';
import { createUploader } from '../uploads/engine/uploader.ts';
import { inBrowser } from '../uploads/in-browser.ts';

/** Files of visitors are gone from the list with their page: the next one at this computer is another. */
const forgetful: Keeper = {
  load: async () => ({ kept: [], elsewhere: [] }),
  keep: () => undefined,
  noteUploadId: () => undefined,
  forget: () => undefined,
  has: () => false,
};

/** The endpoints of visitors; `name` says what they call themselves by then. */
function guestApi(token: string, name: () => string): UploadApi {
  const of = (uploadId: string) => ({ params: { token, uploadId } });
  return {
    create: (file, signal) =>
      request(
        endpoints.createGuestUpload,
        { params: { token }, body: { ...file, guestName: name() } },
        signal,
      ),
    get: (uploadId, signal) => request(endpoints.getGuestUpload, of(uploadId), signal),
    // Nobody is told what others send.
    list: async () => ({ items: [], nextCursor: null }),
    signParts: async (uploadId, partNumbers, signal) => {
      const input = { ...of(uploadId), body: { partNumbers } };
      return (await request(endpoints.signGuestUploadParts, input, signal)).parts;
    },
    complete: (uploadId, signal) => request(endpoints.completeGuestUpload, of(uploadId), signal),
    retry: (uploadId) => request(endpoints.getGuestUpload, of(uploadId)),
    cancel: async (uploadId) => {
      await request(endpoints.cancelGuestUpload, of(uploadId));
    },
  };
}

export type GuestUploader = ReturnType<typeof createGuestUploader>;

/** Sends files of a visitor by a link, as resumable as those of people with an account. */
export function createGuestUploader(token: string, name: () => string) {
  return createUploader({
    ...inBrowser,
    api: guestApi(token, name),
    keeper: forgetful,
    onSongReady: () => undefined,
    onMediaReady: () => undefined,
  });
}

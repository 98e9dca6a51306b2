import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import type { UploadApi, WebApp } from './web-app.ts';

export interface UploadEnd {
  name: string;
  /** `ready` for a song in the library. */
  phase: string;
  fault: unknown;
}

/** The web app's uploader, which keeps nothing between pages. */
export function createSender(web: WebApp, caller: Caller) {
  const uploader = web.createUploader({
    api: uploadApi(caller),
    put: async (url, bytes, signal) => {
      const response = await caller
        .bytes('put', url, { method: 'PUT', body: bytes.slice(0, bytes.size), signal })
        .catch(() => {
          throw new web.PutError(0);
        });
      await response.arrayBuffer().catch(() => {});
      if (!response.ok) throw new web.PutError(response.status);
    },
    keeper: {
      load: async () => ({ kept: [], elsewhere: [] }),
      keep: () => {},
      noteUploadId: () => {},
      forget: () => {},
      has: () => false,
    },
    patience: {
      wait: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }),
      whenOnline: async () => {},
      random: Math.random,
    },
    now: Date.now,
    newKey: () => crypto.randomUUID(),
    schedule: (flush) => queueMicrotask(flush),
    maxSizeBytes: 10 ** 9,
    onSongReady: () => {},
  });
  return {
    /** Sends a file and follows it to where nothing more happens to it. */
    send: (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<UploadEnd> => {
      const { promise, resolve } = Promise.withResolvers<UploadEnd>();
      const look = () => {
        const item = uploader.snapshot().items.find((one) => one.name === name);
        if (!item || !ends.has(item.phase)) return;
        stop();
        resolve({ name, phase: item.phase, fault: item.fault });
      };
      const stop = uploader.subscribe(look);
      uploader.add([{ file: new File([bytes], name), path: name }]);
      return promise;
    },
  };
}

const ends = new Set(['ready', 'duplicate', 'rejected', 'failed']);

function uploadApi(caller: Caller): UploadApi {
  const of = (uploadId: string) => ({ params: { uploadId } });
  return {
    create: (body) =>
      caller.ask('createUpload', { body: body as { fileName: string; sizeBytes: number } }),
    get: (uploadId) => caller.ask('getUpload', of(uploadId)),
    list: (cursor) =>
      caller.ask('listUploads', { query: { limit: 200, ...(cursor && { cursor }) } }),
    signParts: async (uploadId, partNumbers) =>
      (await caller.ask('signUploadParts', { ...of(uploadId), body: { partNumbers } })).parts,
    complete: (uploadId) => caller.ask('completeUpload', of(uploadId)),
    retry: (uploadId) => caller.ask('retryUpload', of(uploadId)),
    cancel: async (uploadId) => {
      await caller.ask('cancelUpload', of(uploadId));
    },
  };
}

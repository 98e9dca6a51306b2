import { MAX_UPLOAD_BYTES } from '@madrigal/contract';
import { useSyncExternalStore } from 'react';
import { createBrowserKeeper } from './browser-keeper.ts';
import type { Snapshot } from './engine/board.ts';
import { putWithXhr } from './engine/put.ts';
import type { Patience } from './engine/retry.ts';
import { createUploader } from './engine/uploader.ts';
import { uploadApi } from './upload-api.ts';

const browserPatience: Patience = {
  wait: (ms, signal) =>
    until(signal, (done) => {
      const timer = setTimeout(done, ms);
      return () => clearTimeout(timer);
    }),
  whenOnline: (signal) =>
    until(signal, (done) => {
      if (navigator.onLine) done();
      addEventListener('online', done);
      return () => removeEventListener('online', done);
    }),
  random: Math.random,
};

/** Resolves when `start` calls back, rejects when the signal aborts, cleans up after both. */
async function until(signal: AbortSignal, start: (done: () => void) => () => void): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  const stop = start(resolve);
  await promise.finally(() => {
    stop();
    signal.removeEventListener('abort', abort);
  });
}

const songListeners = new Set<(songId: string) => void>();

/** Calls back with every song that an upload has become. Returns how to stop. */
export function onSongReady(listener: (songId: string) => void): () => void {
  songListeners.add(listener);
  return () => songListeners.delete(listener);
}

/** The one uploader of this page; it goes on whatever page of the app is open. */
export const uploader = createUploader({
  api: uploadApi,
  put: putWithXhr,
  keeper: createBrowserKeeper(newKey()),
  patience: browserPatience,
  now: () => performance.now(),
  newKey,
  schedule: (flush) => setTimeout(flush, 150),
  maxSizeBytes: MAX_UPLOAD_BYTES,
  onSongReady: (songId) => {
    for (const listener of songListeners) listener(songId);
  },
});

/** Not `randomUUID`, which browsers keep from pages served without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}

export function useUploads(): Snapshot {
  return useSyncExternalStore(uploader.subscribe, uploader.snapshot);
}

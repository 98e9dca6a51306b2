import { MAX_UPLOAD_BYTES } from '@madrigal/contract';
import { putWithXhr } from './engine/put.ts';
import type { Patience } from './engine/retry.ts';
import type { UploaderDeps } from './engine/state.ts';

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

/** Not `randomUUID`, which browsers keep from pages served without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}

/** What every uploader of a page needs of its browser. */
export const inBrowser = {
  put: putWithXhr,
  patience: browserPatience,
  now: () => performance.now(),
  newKey,
  schedule: (flush) => setTimeout(flush, 150),
  maxSizeBytes: MAX_UPLOAD_BYTES,
} satisfies Partial<UploaderDeps>;

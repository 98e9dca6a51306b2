/** A PUT of bytes that did not succeed; status 0 where there was no answer. */
export class PutError extends Error {
  override readonly name = 'PutError';
  readonly status: number;

  constructor(status: number) {
    super(`PUT answered ${status}`);
    this.status = status;
  }
}

/**
 * Puts bytes to a presigned URL.
 * @throws PutError; the signal's reason when aborted
 */
export type Put = (
  url: string,
  bytes: Blob,
  signal: AbortSignal,
  onProgress: (sentBytes: number) => void,
) => Promise<void>;

/** With XMLHttpRequest, because fetch does not tell how much was sent. */
export const putWithXhr: Put = (url, bytes, signal, onProgress) => {
  const done = Promise.withResolvers<void>();
  const xhr = new XMLHttpRequest();
  const abort = () => xhr.abort();
  xhr.upload.onprogress = (event) => onProgress(event.loaded);
  xhr.onload = () =>
    xhr.status >= 200 && xhr.status < 300 ? done.resolve() : done.reject(new PutError(xhr.status));
  xhr.onerror = () => done.reject(new PutError(0));
  xhr.onabort = () => done.reject(signal.reason);
  xhr.open('PUT', url);
  signal.addEventListener('abort', abort, { once: true });
  // A slice has no type, so that no content type is sent that the signature does not know.
  xhr.send(bytes.slice(0, bytes.size));
  return done.promise.finally(() => signal.removeEventListener('abort', abort));
};

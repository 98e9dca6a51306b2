import type { ServerResponse } from 'node:http';
import type { BlobReader } from '@madrigal/core/shared';

/**
 * Sends chunks at the pace of the client: the next one is asked for only when the last one has
 * left for the kernel, since its buffer is used again. Ends without error when the client goes;
 * answers how many bytes had left by then.
 */
export async function sendChunks(
  res: ServerResponse,
  chunks: BlobReader['chunks'],
  sizeBytes: number,
): Promise<number> {
  let left = sizeBytes;
  for await (const chunk of chunks) {
    left -= chunk.byteLength;
    const sent = left > 0 ? await write(res, chunk) : await finish(res, chunk);
    if (!sent) return sizeBytes - left - chunk.byteLength;
  }
  return sizeBytes - left;
}

function write(res: ServerResponse, chunk: Uint8Array): Promise<boolean> {
  return sent(res, (done) => res.write(chunk, done));
}

/** The last chunk goes together with the end, which saves a packet and a system call. */
function finish(res: ServerResponse, chunk: Uint8Array): Promise<boolean> {
  return sent(res, (done) => res.end(chunk, done));
}

/** Settles when the chunk is out, with true, or when the connection is gone, with false. */
function sent(res: ServerResponse, send: (done: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = (): void => resolve(false);
    if (res.destroyed) return resolve(false);
    res.once('close', onClose);
    send(() => {
      res.off('close', onClose);
      resolve(!res.destroyed);
    });
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, MadrigalError, mediaTypeOfKey, systemClock } from '@madrigal/core/shared';
import { createFilesystemBlobs } from '../index.ts';

/** A store in a directory of its own, with a client that puts bytes to its URLs. */
export async function openTestStore({
  reuseOpenFilesMs = 0,
  clock = systemClock,
}: {
  reuseOpenFilesMs?: number;
  clock?: Clock;
}) {
  const root = await mkdtemp(join(tmpdir(), 'madrigal-blobs-'));
  const blobs = await createFilesystemBlobs({
    root,
    presign: { secret: Buffer.alloc(32, 7), basePath: '/raw' },
    clock,
    reuseOpenFilesMs,
  });

  async function putBytes(url: string, bytes: Uint8Array): Promise<boolean> {
    const body = (async function* () {
      for (let i = 0; i < bytes.byteLength; i += 65_536) yield bytes.subarray(i, i + 65_536);
    })();
    try {
      await blobs.receiver.receive({ target: url, contentLength: bytes.byteLength, body });
      return true;
    } catch (error) {
      if (error instanceof MadrigalError) return false;
      throw error;
    }
  }

  /** What the server answers that the store is part of. */
  async function get(url: string): Promise<Response> {
    try {
      const { key, disposition } = blobs.downloads.verify(url, clock.now());
      const chunks: Buffer[] = [];
      for await (const chunk of (await blobs.store.read(key)).chunks)
        chunks.push(Buffer.from(chunk));
      const headers = {
        'content-type': mediaTypeOfKey(key),
        'content-disposition': disposition ?? '',
      };
      return new Response(Buffer.concat(chunks), { headers });
    } catch (error) {
      if (!(error instanceof MadrigalError)) throw error;
      return new Response(null, { status: error.code === 'not_found' ? 404 : 403 });
    }
  }

  return {
    root,
    get,
    blobs,
    putBytes,
    async dispose() {
      blobs.close();
      await rm(root, { recursive: true });
    },
  };
}

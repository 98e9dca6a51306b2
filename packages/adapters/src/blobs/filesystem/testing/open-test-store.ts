import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, MadrigalError, systemClock } from '@madrigal/core/shared';
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

  return {
    root,
    blobs,
    putBytes,
    async dispose() {
      blobs.close();
      await rm(root, { recursive: true });
    },
  };
}

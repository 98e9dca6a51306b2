import { join } from 'node:path';
import { createFilesystemBlobs, type FilesystemBlobs } from '@madrigal/adapters/blobs/filesystem';
import type { Clock } from '@madrigal/core/shared';
import type { Config, Secrets } from '../config/index.ts';
import { RAW_PATH } from './paths.ts';

const HOT_FILE_MS = 10_000;

/** The raw and the processed store. Only the raw one takes bytes from outside. */
export async function openBlobs(
  config: Config,
  secrets: Secrets,
  stack: AsyncDisposableStack,
  clock: Clock,
): Promise<{ raw: FilesystemBlobs; processed: FilesystemBlobs }> {
  const open = async (name: 'raw' | 'processed', reuseOpenFilesMs: number) => {
    const blobs = await createFilesystemBlobs({
      root: join(config.dataDir, 'blobs', name),
      presign: { secret: Buffer.from(`${name}:${secrets.upload}`), basePath: RAW_PATH },
      clock,
      reuseOpenFilesMs,
    });
    stack.defer(() => blobs.close());
    // The data folder belongs to this process alone, so whatever is unfinished is left from one that died.
    await blobs.sweepTemporary(clock.now());
    return blobs;
  };
  return { raw: await open('raw', 0), processed: await open('processed', HOT_FILE_MS) };
}

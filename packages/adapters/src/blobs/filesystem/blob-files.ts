import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type BlobInfo,
  type BlobKey,
  type BlobReader,
  type ByteRange,
  MadrigalError,
} from '@madrigal/core/shared';
import { type BufferPool, createBufferPool } from './buffer-pool.ts';
import { chunksOf } from './chunks.ts';
import {
  copyDurably,
  moveInto,
  removeEmptyDirectories,
  syncDirectory,
  writeDurably,
  writeFully,
} from './durable.ts';
import { isMissing, translated } from './errors.ts';
import { infoOf } from './info.ts';
import { type Layout, pathOfKey } from './layout.ts';
import { createOpenFiles, type OpenFiles } from './open-files.ts';

/** The objects of one store as files, with what is open of them. */
export interface BlobFiles {
  layout: Layout;
  open: OpenFiles;
  pool: BufferPool;
  head(key: BlobKey): Promise<BlobInfo>;
  /** Moves a complete temporary file to the place of an object. */
  place(temporaryPath: string, key: BlobKey): Promise<void>;
}

export function createBlobFiles(layout: Layout, reuseOpenFilesMs: number): BlobFiles {
  const open = createOpenFiles((key) => pathOfKey(layout, key), reuseOpenFilesMs);
  const caches = reuseOpenFilesMs > 0;
  return {
    layout,
    open,
    pool: createBufferPool(),
    head: (key) => (caches ? headOpen(open, key) : headOnDisk(layout, key)),
    async place(temporaryPath, key) {
      await moveInto(temporaryPath, pathOfKey(layout, key));
      open.forget(key);
    },
  };
}

async function headOpen(open: OpenFiles, key: BlobKey): Promise<BlobInfo> {
  const known = open.peek(key);
  if (known) return known.info;
  const file = await translated(() => open.use(key));
  open.release(file);
  return file.info;
}

async function headOnDisk(layout: Layout, key: BlobKey): Promise<BlobInfo> {
  return infoOf(key, await translated(() => stat(pathOfKey(layout, key), { bigint: true })));
}

export async function readBlob(
  files: BlobFiles,
  key: BlobKey,
  range?: ByteRange,
): Promise<BlobReader> {
  const info = await files.head(key);
  const last = info.sizeBytes - 1;
  if (range && !(range.start >= 0 && range.start <= range.end && range.end <= last)) {
    throw new MadrigalError(
      'range_not_satisfiable',
      `The object has ${info.sizeBytes} bytes; the range lies outside.`,
    );
  }
  return { info, chunks: chunksOf(files.open, files.pool, info, range ?? { start: 0, end: last }) };
}

export async function writeBlob(
  files: BlobFiles,
  key: BlobKey,
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<BlobInfo> {
  await writeDurably(
    files.layout,
    async (file) => {
      if (bytes instanceof Uint8Array) return writeFully(file, bytes);
      for await (const chunk of bytes) await writeFully(file, chunk);
    },
    (path) => files.place(path, key),
  );
  return headOnDisk(files.layout, key);
}

export async function writeBlobFromFile(
  files: BlobFiles,
  key: BlobKey,
  source: string,
): Promise<BlobInfo> {
  await copyDurably(files.layout, source, (path) => files.place(path, key));
  return headOnDisk(files.layout, key);
}

export async function deleteBlobs(files: BlobFiles, keys: readonly BlobKey[]): Promise<void> {
  const directories = new Set<string>();
  for (const key of keys) {
    const path = pathOfKey(files.layout, key);
    try {
      await rm(path);
      directories.add(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    files.open.forget(key);
  }
  for (const directory of directories) {
    await syncDirectory(directory);
    await removeEmptyDirectories(directory, files.layout.objects);
  }
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UrlVerifier } from '@madrigal/core/delivery';
import {
  type BlobStore,
  type Clock,
  type DirectUploadReceiver,
  MadrigalError,
} from '@madrigal/core/shared';
import {
  type BlobFiles,
  createBlobFiles,
  deleteBlobs,
  readBlob,
  writeBlob,
  writeBlobFromFile,
} from './blob-files.ts';
import { makeDirectory } from './durable.ts';
import { isMissing, translated } from './errors.ts';
import { layoutOf, pathOfKey } from './layout.ts';
import { listBlobs } from './list.ts';
import { completeMultipart, dropMultipart, listParts, startMultipart } from './multipart.ts';
import { type PresignSettings, signDownload, signGrant, verifyDownload } from './presign.ts';
import { receivePut } from './receive.ts';

export interface FilesystemBlobsOptions {
  /** Directory of the store; made if it is missing. */
  root: string;
  presign: PresignSettings;
  clock: Clock;
  /**
   * How long a file stays open for the next reader, in ms; 0 for not at all. What another process
   * changes is seen that much later, so it suits stores whose objects never change.
   */
  reuseOpenFilesMs: number;
}

export interface FilesystemBlobs {
  store: BlobStore;
  receiver: DirectUploadReceiver;
  /** Checks the addresses of downloads. */
  downloads: UrlVerifier;
  /** Removes what crashed writes left behind before `olderThan`; answers how many. */
  sweepTemporary(olderThan: Date): Promise<number>;
  /** Drops uploads in parts that nothing came for since `olderThan`; answers how many. */
  sweepMultiparts(olderThan: Date): Promise<number>;
  /** Closes open files. */
  close(): void;
}

/** One bucket in a directory. Objects are plain files below `objects/`, see {@link pathOfKey}. */
export async function createFilesystemBlobs(
  options: FilesystemBlobsOptions,
): Promise<FilesystemBlobs> {
  const layout = layoutOf(options.root);
  await translated(async () => {
    for (const directory of Object.values(layout)) await makeDirectory(directory);
  });
  const files = createBlobFiles(layout, options.reuseOpenFilesMs);
  return {
    store: createStore(files, options.presign),
    receiver: {
      receive: (request) => receivePut(files, options.presign, options.clock, request),
    },
    downloads: { verify: (target, now) => verifyDownload(options.presign, target, now) },
    sweepTemporary: (olderThan) => translated(() => sweep(layout.temporary, olderThan)),
    sweepMultiparts: (olderThan) => translated(() => sweep(layout.multipart, olderThan)),
    close: () => files.open.close(),
  };
}

function createStore(files: BlobFiles, presign: PresignSettings): BlobStore {
  const { layout } = files;
  return {
    head: files.head,
    read: (key, range) => readBlob(files, key, range),
    write: (key, bytes) => translated(() => writeBlob(files, key, bytes)),
    writeFile: (key, path) => translated(() => writeBlobFromFile(files, key, path)),
    async withLocalFile(key, use) {
      await files.head(key);
      return use(pathOfKey(layout, key));
    },
    delete: (keys) => translated(() => deleteBlobs(files, keys)),
    list: (prefix, page) => translated(() => listBlobs(layout, prefix, page)),
    async presignPut(key, sizeBytes, expiresAt) {
      return { url: signGrant(presign, { key, part: null, sizeBytes, expiresAt }), expiresAt };
    },
    async presignDownload(key, fileName, expiresAt) {
      return { url: signDownload(presign, { key, fileName, expiresAt }), expiresAt };
    },
    startMultipart: (key) => translated(() => startMultipart(layout, key)),
    async presignPart(key, multipartId, { partNumber, sizeBytes }, expiresAt) {
      checkPartNumber(partNumber);
      const part = { multipartId, partNumber };
      return { url: signGrant(presign, { key, part, sizeBytes, expiresAt }), expiresAt };
    },
    listParts: (key, id) => translated(() => listParts(layout, key, id)),
    completeMultipart: (key, id, count) =>
      translated(() => completeMultipart(files, key, id, count)),
    abortMultipart: (key, id) => translated(() => dropMultipart(layout, key, id)),
  };
}

/** S3's bounds. */
function checkPartNumber(partNumber: number): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000) return;
  throw new MadrigalError('invalid_request', 'Parts are numbered from 1 to 10,000.');
}

async function sweep(directory: string, olderThan: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    try {
      if ((await stat(path)).mtime >= olderThan) continue;
      await rm(path, { recursive: true });
      removed += 1;
    } catch (error) {
      if (!isMissing(error)) throw error; // its writer was quicker
    }
  }
  return removed;
}

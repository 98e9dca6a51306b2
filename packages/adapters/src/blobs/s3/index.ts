import { createReadStream } from 'node:fs';
import type { BlobStore } from '@madrigal/core/shared';
import { type BucketGap, type BucketSettings, prepareBucket } from './bucket.ts';
import { closeS3, openS3, type S3Context } from './client.ts';
import { s3Errors } from './errors.ts';
import { headBlob } from './info.ts';
import { deleteBlobs, listBlobs } from './list.ts';
import { abortMultipart, completeMultipart, listParts } from './multipart.ts';
import type { S3BlobsOptions } from './options.ts';
import { presignDownload, presignPart, presignPut } from './presign.ts';
import { readBlob, withLocalFile } from './read.ts';
import { startMultipart, writeBlob } from './write.ts';

export type { BucketGap, BucketSettings } from './bucket.ts';
export { readBucketEvent } from './bucket-events.ts';
export type { S3BlobsOptions } from './options.ts';

const { translated } = s3Errors;
const FILE_CHUNK_BYTES = 1024 * 1024;

export interface S3Blobs {
  store: BlobStore;
  /**
   * For self-hosted servers, where no infrastructure code does it: makes the bucket where it is
   * missing and sets CORS and lifecycle, replacing what was set. Answers what the server cannot do.
   */
  prepareBucket(settings: BucketSettings): Promise<BucketGap[]>;
  /** Closes connections. */
  close(): void;
}

/**
 * One bucket of S3 or a server that speaks its protocol. The credentials need `s3:ListBucket`
 * besides reading and writing objects: without it S3 answers "forbidden" for what does not exist.
 */
export function createS3Blobs(options: S3BlobsOptions): S3Blobs {
  const context = openS3(options);
  return {
    store: createStore(context),
    prepareBucket: (settings) => translated(() => prepareBucket(context, settings)),
    close: () => closeS3(context),
  };
}

function createStore(context: S3Context): BlobStore {
  return {
    head: (key) => translated(() => headBlob(context, key)),
    read: (key, range) => translated(() => readBlob(context, key, range)),
    write: (key, bytes) => translated(() => writeBlob(context, key, bytes)),
    writeFile: (key, path) =>
      translated(() =>
        writeBlob(context, key, createReadStream(path, { highWaterMark: FILE_CHUNK_BYTES })),
      ),
    withLocalFile: (key, use) => withLocalFile(context, key, use),
    delete: (keys) => translated(() => deleteBlobs(context, keys)),
    list: (prefix, page) => translated(() => listBlobs(context, prefix, page)),
    presignPut: (key, size, expiresAt) =>
      translated(() => presignPut(context, key, size, expiresAt)),
    presignDownload: (key, name, expiresAt) =>
      translated(() => presignDownload(context, key, name, expiresAt)),
    startMultipart: (key) => translated(() => startMultipart(context, key)),
    presignPart: (key, id, part, expiresAt) =>
      translated(() => presignPart(context, key, id, part, expiresAt)),
    listParts: (key, id) => translated(() => listParts(context, key, id)),
    completeMultipart: (key, id, count) =>
      translated(() => completeMultipart(context, key, id, count)),
    abortMultipart: (key, id) => translated(() => abortMultipart(context, key, id)),
  };
}

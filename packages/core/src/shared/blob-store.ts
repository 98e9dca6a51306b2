import type { BlobKey } from './blob-key.ts';

export interface BlobInfo {
  key: BlobKey;
  sizeBytes: number;
  /** Strong validator with its quotes (RFC 9110, section 8.8.3); changes whenever the bytes do. */
  etag: string;
  lastModified: Date;
}

/** Bytes `start` to `end` of an object, both included, both inside it. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface BlobReader {
  info: BlobInfo;
  /**
   * The bytes in order. A chunk is valid only until the next one is asked for: engines read into
   * buffers they use again. Leaving the loop early frees what the engine holds.
   */
  chunks: AsyncIterable<Uint8Array>;
}

/** A signed URL that takes bytes by `PUT`, or hands them out, without going through the API. */
export interface PresignedUrl {
  /** Absolute, or relative to the address of the API. */
  url: string;
  expiresAt: Date;
}

export interface UploadedPart {
  partNumber: number;
  sizeBytes: number;
  etag: string;
}

/**
 * One bucket: named, immutable-by-replacement objects. An object appears whole or not at all.
 * Errors: `not_found` where a key or multipart upload does not exist, `storage_full` where the
 * engine is out of space, `unavailable` where it cannot be reached.
 */
export interface BlobStore {
  /** @throws not_found */
  head(key: BlobKey): Promise<BlobInfo>;
  /** Opens an object, or one range of it, for reading. @throws not_found, range_not_satisfiable */
  read(key: BlobKey, range?: ByteRange): Promise<BlobReader>;
  /** Writes an object whole, replacing what was there. */
  write(key: BlobKey, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<BlobInfo>;
  /** Like {@link write}, from a local file, which stays. */
  writeFile(key: BlobKey, path: string): Promise<BlobInfo>;
  /** Gives a local, read-only file with the object's bytes for the time of `use`. @throws not_found */
  withLocalFile<T>(key: BlobKey, use: (path: string) => Promise<T>): Promise<T>;
  /** Deletes any number of objects; those that do not exist are no error. */
  delete(keys: readonly BlobKey[]): Promise<void>;
  /** Objects whose key starts with `prefix`, by key in byte order; `after` is exclusive. */
  list(
    prefix: string,
    page: { limit: number; after?: BlobKey },
  ): Promise<{ items: BlobInfo[]; next: BlobKey | null }>;

  /** URL that accepts exactly `sizeBytes` bytes for `key` once signed, until it expires. */
  presignPut(key: BlobKey, sizeBytes: number, expiresAt: Date): Promise<PresignedUrl>;
  /**
   * URL that hands out an object as it is, to be saved under a name and never to be shown: a
   * browser is told that it is an attachment of unknown type. The object may be missing.
   */
  presignDownload(key: BlobKey, fileName: string, expiresAt: Date): Promise<PresignedUrl>;

  /** Starts an upload in parts. Every part but the last is at least 5 MiB (S3's rule). */
  startMultipart(key: BlobKey): Promise<string>;
  presignPart(
    key: BlobKey,
    multipartId: string,
    part: { partNumber: number; sizeBytes: number },
    expiresAt: Date,
  ): Promise<PresignedUrl>;
  /** All parts that arrived, by number. @throws not_found */
  listParts(key: BlobKey, multipartId: string): Promise<UploadedPart[]>;
  /**
   * Joins parts 1 to n into the object. Repeating it after success succeeds while the object lives.
   * @throws not_found when neither the multipart upload nor the object exists
   * @throws upload_incomplete when a part is missing
   */
  completeMultipart(key: BlobKey, multipartId: string, partCount: number): Promise<BlobInfo>;
  /** Drops an upload in parts and its bytes; one that does not exist is no error. */
  abortMultipart(key: BlobKey, multipartId: string): Promise<void>;
}

/**
 * Takes the bytes of presigned PUTs where the engine has no HTTP server of its own. Whoever
 * serves `basePath` hands requests over unread.
 */
export interface DirectUploadReceiver {
  /**
   * Verifies the URL and stores the body; answers the part's or object's ETag.
   * @throws url_signature_invalid, url_expired, payload_too_large (more bytes than signed),
   *   invalid_request (fewer), not_found (multipart upload gone), storage_full
   */
  receive(request: {
    /** Path and query as they came in. */
    target: string;
    contentLength: number | null;
    body: AsyncIterable<Uint8Array>;
  }): Promise<{ etag: string }>;
}

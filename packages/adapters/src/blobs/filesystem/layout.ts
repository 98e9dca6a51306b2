import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BlobKey, MadrigalError, newId } from '@madrigal/core/shared';

/** Where things lie below the root of a store. All of it must be one filesystem. */
export interface Layout {
  objects: string;
  multipart: string;
  temporary: string;
}

export function layoutOf(root: string): Layout {
  return {
    objects: join(root, 'objects'),
    multipart: join(root, 'multipart'),
    temporary: join(root, 'temporary'),
  };
}

/** Not allowed in keys, so it can tell a file from a directory of the same name. */
const MARK = '+';

/**
 * Path of an object: its key, with a `+` behind directories that have a dot in their name and
 * behind files that have none. So the keys `a` and `a/b` can both exist (`a+` and `a/b+`), as they
 * can on S3, while usual keys like `songs/1/original.mp3` are their own path.
 */
export function pathOfKey(layout: Layout, key: BlobKey): string {
  return join(layout.objects, relativePath(key));
}

function relativePath(key: string): string {
  const segments = key.split('/');
  const file = segments.pop() ?? '';
  return [...segments.map(directoryName), fileName(file)].join('/');
}

export function directoryName(segment: string): string {
  return segment.includes('.') ? segment + MARK : segment;
}

export function fileName(segment: string): string {
  return segment.includes('.') ? segment : segment + MARK;
}

/** Segment of a key that a name on disk stands for. */
export function segmentOfName(name: string): string {
  return name.endsWith(MARK) ? name.slice(0, -MARK.length) : name;
}

export function newTemporaryPath(layout: Layout): string {
  return join(layout.temporary, newId());
}

const MULTIPART_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY_HASH_LENGTH = 16;

/**
 * Directory of an upload in parts. The hash ties the id to its key without a file that says so.
 * @throws MadrigalError `not_found` when the id is none of ours
 */
export function multipartDirectory(layout: Layout, key: BlobKey, multipartId: string): string {
  if (!MULTIPART_ID.test(multipartId)) throw noSuchMultipart();
  const keyHash = createHash('sha256').update(key).digest('hex').slice(0, KEY_HASH_LENGTH);
  return join(layout.multipart, `${multipartId}.${keyHash}`);
}

export function partPath(directory: string, partNumber: number): string {
  return join(directory, String(partNumber));
}

export function noSuchMultipart(cause?: unknown): MadrigalError {
  return new MadrigalError('not_found', 'This upload in parts does not exist.', { cause });
}

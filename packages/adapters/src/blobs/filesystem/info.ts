import type { BigIntStats } from 'node:fs';
import type { BlobInfo, BlobKey } from '@madrigal/core/shared';

/** Validator made of size, time of change in ns and inode, in hex. */
export function etagOf(stats: BigIntStats): string {
  return `"${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}-${stats.ino.toString(16)}"`;
}

export function infoOf(key: BlobKey, stats: BigIntStats): BlobInfo {
  return {
    key,
    sizeBytes: Number(stats.size),
    etag: etagOf(stats),
    lastModified: new Date(Number(stats.mtimeMs)),
  };
}

import type { MediaDownload } from '@madrigal/core/delivery';

/** A file to be saved. */
export function presentDownload({ expiresAt, ...download }: MediaDownload) {
  return { ...download, expiresAt: expiresAt.toISOString() };
}

import { statfs } from 'node:fs/promises';

/** Space on the filesystem of a folder, in bytes, as this user may fill it. */
export async function measureDisk(
  folder: string,
): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

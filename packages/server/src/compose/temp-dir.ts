import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a process keeps what it works on, emptied when workers start. */
export function tempRootOf(dataDir: string): string {
  return join(dataDir, 'tmp');
}

/**
 * Folders for work in progress, below one root. Opening it removes what an earlier process left
 * there, so the root must belong to one process at a time.
 */
export async function openTempRoot(root: string) {
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  return async <T>(use: (dir: string) => Promise<T>): Promise<T> => {
    const dir = await mkdtemp(join(root, 'job-'));
    try {
      return await use(dir);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };
}

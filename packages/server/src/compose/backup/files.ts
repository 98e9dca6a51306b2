import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Files below a folder, as paths relative to `root` with `/`, sorted; [] where there is no folder. */
export async function listFiles(root: string, below: string): Promise<string[]> {
  const entries = await readdir(join(root, below), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * Takes a file that never changes over to another place: as a clone where the filesystem can, else
 * as a second name of the same bytes, else as a copy. False when it is gone.
 */
export async function keepFile(source: string, target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  const ways = [
    () => copyFile(source, target, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL),
    () => link(source, target),
    () => copyFile(source, target, constants.COPYFILE_EXCL),
  ];
  for (const way of ways.slice(0, -1)) {
    const done = await way().then(
      () => true,
      () => false,
    );
    if (done) return true;
  }
  return await copyUnlessGone(source, target);
}

async function copyUnlessGone(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target);
    return true;
  } catch (error) {
    const gone = !(await exists(source));
    if (gone) return false;
    throw error;
  }
}

/** Copies a file, as a clone where the filesystem can; `mode` is for what only the owner may read. */
export async function copyTo(source: string, target: string, mode?: number): Promise<void> {
  await mkdir(dirname(target), { recursive: true, ...(mode ? { mode: 0o700 } : {}) });
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  if (mode) await chmod(target, mode);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

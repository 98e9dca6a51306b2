import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  type FileHandle,
  mkdir,
  open,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing, systemCode } from './errors.ts';
import { type Layout, newTemporaryPath } from './layout.ts';

/** Tries of a rename whose directory may vanish under it because a deletion leaves it empty. */
const RENAME_TRIES = 5;
const OBJECT_MODE = 0o640;

/**
 * Makes a file whole or not at all: fills a temporary one, brings it to the disk, then hands its
 * path to `place`, which moves it to where it belongs. Whatever fails, no temporary file stays.
 */
export async function writeDurably(
  layout: Layout,
  fill: (temporary: FileHandle) => Promise<void>,
  place: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  await throughTemporary(layout, place, async (path) => {
    await withFile(path, 'wx', async (file) => {
      await fill(file);
      await stampAndSync(file);
    });
  });
}

/** Like {@link writeDurably}, from a file; shares its blocks where the filesystem can clone. */
export async function copyDurably(
  layout: Layout,
  source: string,
  place: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  await throughTemporary(layout, place, async (path) => {
    await copyFile(source, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    await chmod(path, OBJECT_MODE);
    await withFile(path, 'r+', stampAndSync);
  });
}

async function throughTemporary(
  layout: Layout,
  place: (temporaryPath: string) => Promise<void>,
  make: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  const path = newTemporaryPath(layout);
  try {
    await make(path);
    await place(path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

export async function withFile<T>(
  path: string,
  flags: string,
  use: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags, OBJECT_MODE);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Writes all of `bytes` at the file's position. */
export async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await file.write(bytes, done);
    done += bytesWritten;
  }
}

let lastStampMicros = 0;

/**
 * Two files written one after the other never get the same time of change, even within one tick
 * of the filesystem's clock, because ETags are made of it.
 */
async function stampAndSync(file: FileHandle): Promise<void> {
  lastStampMicros = Math.max(lastStampMicros + 1, Date.now() * 1000);
  const seconds = lastStampMicros / 1e6;
  await file.utimes(seconds, seconds);
  await file.sync();
}

/** Moves a complete file to its place below `top`, making the directories it needs. */
export async function moveInto(temporaryPath: string, target: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await makeDirectory(dirname(target));
    try {
      await rename(temporaryPath, target);
      return await syncDirectory(dirname(target));
    } catch (error) {
      const gone = isMissing(error) && (await exists(temporaryPath));
      if (!gone || attempt === RENAME_TRIES) throw error;
    }
  }
}

/** Makes a directory and those above it, each brought to the disk. */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (!first) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncDirectory(dirname(made));
  }
}

export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return; // directories cannot be opened there
  try {
    await withFile(path, 'r', (directory) => directory.sync());
  } catch (error) {
    // Another deletion removed the directory since: then there is nothing in it to keep.
    if (!isMissing(error)) throw error;
  }
}

/** Removes the directories from `path` upwards, as far as they are empty, staying below `top`. */
export async function removeEmptyDirectories(path: string, top: string): Promise<void> {
  for (let each = path; each.length > top.length; each = dirname(each)) {
    try {
      await rmdir(each);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
      if (!isMissing(error)) throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type FolderEntry, type FolderReader, isInside } from '@madrigal/core/media/import';
import { MadrigalError } from '@madrigal/core/shared';
import { translated } from './errors.ts';
import { readChunks, readWhole } from './read.ts';

export interface FilesystemFoldersOptions {
  /** Absolute; nothing of it is ever read, whatever leads there. */
  dataDir: string;
  /** Absolute folders that symbolic links may lead into; null for anywhere. */
  linkRoots: readonly string[] | null;
}

/** Folders of this machine. */
export function createFilesystemFolders(options: FilesystemFoldersOptions): FolderReader {
  return {
    resolve: (path) => resolve(options, path),
    list: (path) => translated(path, () => list(options, path)),
    stat: (path) =>
      translated(path, async () => {
        const { size, mtimeMs } = await stat(path);
        return { sizeBytes: size, modifiedMs: mtimeMs };
      }),
    read: (path) => readChunks(path),
    readWhole: (path, maxBytes) => translated(path, () => readWhole(path, maxBytes)),
  };
}

async function resolve(options: FilesystemFoldersOptions, path: string): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0')) {
    throw invalid('Give the whole path of the folder, such as /srv/music.');
  }
  const folder = await realpath(path).catch(() => {
    throw invalid(`There is no folder ${path}.`);
  });
  if (isInside(folder, await ownData(options))) {
    throw invalid(`${path} lies in the data folder of Madrigal. Choose another one.`);
  }
  try {
    await readdir(folder);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw invalid(`${path} is a file. Give the folder it is in.`);
    throw invalid(`Madrigal cannot look into ${path} (${code}).`);
  }
}

function invalid(message: string): MadrigalError {
  return new MadrigalError('invalid_request', message);
}

/** The data folder without symbolic links; as it was given while it does not exist. */
function ownData({ dataDir }: FilesystemFoldersOptions): Promise<string> {
  return realpath(dataDir).catch(() => dataDir);
}

async function list(
  options: FilesystemFoldersOptions,
  path: string,
): Promise<{ id: string; entries: FolderEntry[] }> {
  const folder = await realpath(path);
  const { dev, ino } = await stat(folder, { bigint: true });
  const dataDir = await ownData(options);
  const children = await readdir(folder, { withFileTypes: true });
  const entries = await Promise.all(
    children.map(async (child): Promise<FolderEntry> => {
      const { name } = child;
      const target = join(folder, name);
      if (child.isSymbolicLink()) return { name, kind: await kindOfLink(options, target) };
      if (child.isDirectory()) return { name, kind: target === dataDir ? 'other' : 'folder' };
      return { name, kind: child.isFile() ? 'file' : 'other' };
    }),
  );
  return { id: `${dev}:${ino}`, entries };
}

async function kindOfLink(
  options: FilesystemFoldersOptions,
  link: string,
): Promise<FolderEntry['kind']> {
  try {
    const target = await realpath(link);
    const { linkRoots } = options;
    const allowed = linkRoots === null || linkRoots.some((root) => isInside(target, root));
    if (!allowed || isInside(target, await ownData(options))) return 'other';
    const found = await stat(target);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch {
    return 'other'; // it leads nowhere, or where we may not look
  }
}

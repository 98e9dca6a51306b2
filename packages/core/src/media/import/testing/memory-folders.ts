import { posix } from 'node:path';
import { MadrigalError } from '../../../shared/index.ts';
import type { FolderReader } from '../index.ts';

/** Files by absolute path; a change makes them newer. */
export interface MemoryFolders extends FolderReader {
  put(path: string, text: string): void;
  move(from: string, to: string): void;
  remove(path: string): void;
  /** A folder that leads to another one. */
  link(path: string, target: string): void;
  /** Nobody may look into this folder from now on. */
  close(path: string): void;
  text(path: string): string;
}

interface MemoryFile {
  text: string;
  modifiedMs: number;
}

/** Folders held in memory. */
export function createMemoryFolders(): MemoryFolders {
  const files = new Map<string, MemoryFile>();
  const links = new Map<string, string>();
  const closed = new Set<string>();
  let clock = 0;
  const real = (path: string): string => {
    for (const [link, target] of links) {
      if (path === link || path.startsWith(`${link}/`))
        return real(target + path.slice(link.length));
    }
    return path;
  };
  const find = (path: string): MemoryFile => {
    const file = files.get(real(path));
    if (!file) throw new MadrigalError('not_found', 'It is not there any more.');
    return file;
  };
  const childrenOf = (folder: string) => {
    const below = (path: string) => path.startsWith(`${folder}/`);
    const rest = [...files.keys(), ...links.keys()]
      .filter(below)
      .map((path) => path.slice(folder.length + 1));
    return [...new Set(rest.map((path) => path.split('/')[0] ?? ''))];
  };
  return {
    put: (path, text) => {
      clock += 1;
      files.set(path, { text, modifiedMs: clock });
    },
    move: (from, to) => {
      files.set(to, find(from));
      files.delete(from);
    },
    remove: (path) => void files.delete(path),
    link: (path, target) => void links.set(path, target),
    close: (path) => void closed.add(path),
    text: (path) => find(path).text,
    resolve: async (path) => {
      if (childrenOf(real(path)).length > 0) return real(path);
      throw new MadrigalError('invalid_request', `There is no folder ${path}.`);
    },
    list: async (path) => {
      const folder = real(posix.normalize(path).replace(/\/$/, ''));
      if (closed.has(folder)) throw new MadrigalError('forbidden', 'Permission denied.');
      const names = childrenOf(folder);
      if (names.length === 0) throw new MadrigalError('not_found', 'It is not there any more.');
      const kindOf = (name: string) => (files.has(`${folder}/${name}`) ? 'file' : 'folder');
      return { id: folder, entries: names.map((name) => ({ name, kind: kindOf(name) })) };
    },
    stat: async (path) => {
      const { text, modifiedMs } = find(path);
      return { sizeBytes: text.length, modifiedMs };
    },
    read: async function* (path) {
      yield Buffer.from(find(path).text);
    },
    readWhole: async (path, maxBytes) => {
      const bytes = Buffer.from(find(path).text);
      return bytes.length > maxBytes ? null : bytes;
    },
  };
}

import { type BigIntStats, close, fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import type { BlobInfo, BlobKey } from '@madrigal/core/shared';
import { infoOf } from './info.ts';

const openAsync = promisify(open);
const closeAsync = promisify(close);
const fstatAsync = promisify(fstat) as (
  fd: number,
  options: { bigint: true },
) => Promise<BigIntStats>;

const MAX_IDLE = 256;

export interface OpenFile {
  fd: number;
  info: BlobInfo;
  openedAtMs: number;
  /** Streams that read from it now. */
  users: number;
  /** Closed as soon as nobody uses it, because it may no longer be the current object. */
  retired: boolean;
}

/**
 * File descriptors of objects, kept open for `reuseMs` after opening so that the many ranges one
 * player asks for cost no lookup. What this process writes or deletes is forgotten at once; what
 * another process does is seen after `reuseMs` at the latest.
 */
export interface OpenFiles {
  /** The file if it is open and fresh, without using it. */
  peek(key: BlobKey): OpenFile | undefined;
  /** Opens the file, or finds it open, and uses it. @throws ENOENT */
  use(key: BlobKey): Promise<OpenFile>;
  /** Uses a file that {@link OpenFiles.peek} found. */
  useOpen(file: OpenFile): OpenFile;
  /** Ends one use. */
  release(file: OpenFile): void;
  forget(key: BlobKey): void;
  /** Closes what nobody uses, and the rest when its use ends. */
  close(): void;
}

export function createOpenFiles(pathOf: (key: BlobKey) => string, reuseMs: number): OpenFiles {
  const files = new Map<BlobKey, OpenFile>();
  const opening = new Map<BlobKey, Promise<OpenFile>>();
  let sweeper: NodeJS.Timeout | undefined;

  /** Opens a file for one user, who closes it. */
  async function useOnce(key: BlobKey): Promise<OpenFile> {
    const file = await openForReading(pathOf(key), key);
    file.retired = true;
    return useOpen(file);
  }

  function retire(file: OpenFile): void {
    if (files.get(file.info.key) === file) files.delete(file.info.key);
    if (file.retired) return;
    file.retired = true;
    if (file.users === 0) void closeAsync(file.fd);
  }

  function peek(key: BlobKey): OpenFile | undefined {
    const file = files.get(key);
    if (!file) return undefined;
    if (performance.now() - file.openedAtMs < reuseMs) return file;
    retire(file);
    return undefined;
  }

  function keep(file: OpenFile): void {
    const before = files.get(file.info.key);
    if (before) retire(before);
    files.set(file.info.key, file);
    if (files.size > MAX_IDLE) {
      const oldest = files.values().next().value;
      if (oldest) retire(oldest);
    }
    sweeper ??= setInterval(sweep, reuseMs).unref();
  }

  function sweep(): void {
    for (const key of [...files.keys()]) peek(key);
    if (files.size > 0) return;
    clearInterval(sweeper);
    sweeper = undefined;
  }

  async function use(key: BlobKey): Promise<OpenFile> {
    return useOpen(peek(key) ?? (await (opening.get(key) ?? openToKeep(key))));
  }

  /** Opens a file once for all who wait for it. */
  function openToKeep(key: BlobKey): Promise<OpenFile> {
    const promise = openForReading(pathOf(key), key).then((file) => {
      // Forgotten while it was being opened, it may be out of date: the next one opens it anew.
      if (opening.get(key) === promise) keep(file);
      else file.retired = true;
      return file;
    });
    opening.set(key, promise);
    const done = (): void => {
      if (opening.get(key) === promise) opening.delete(key);
    };
    promise.then(done, done);
    return promise;
  }

  function useOpen(file: OpenFile): OpenFile {
    file.users += 1;
    return file;
  }

  return {
    peek,
    use: reuseMs > 0 ? use : useOnce,
    useOpen,
    release(file) {
      file.users -= 1;
      if (file.retired && file.users === 0) void closeAsync(file.fd);
    },
    forget(key) {
      opening.delete(key);
      const file = files.get(key);
      if (file) retire(file);
    },
    close() {
      clearInterval(sweeper);
      for (const file of [...files.values()]) retire(file);
    },
  };
}

async function openForReading(path: string, key: BlobKey): Promise<OpenFile> {
  const fd = await openAsync(path, 'r');
  try {
    const stats = await fstatAsync(fd, { bigint: true });
    const openedAtMs = performance.now();
    return { fd, info: infoOf(key, stats), openedAtMs, users: 0, retired: false };
  } catch (error) {
    await closeAsync(fd);
    throw error;
  }
}

import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What checking the configuration needs of the file system. Faults are parts of a sentence. */
export interface ConfigFiles {
  /** Text of a file; null when there is none. @throws when it cannot be read */
  read(path: string): string | null;
  /** Why nothing can be written into a folder, which is made if need be; null when it can. */
  faultOfFolder(path: string): string | null;
  /** Why a file cannot be run; null when it can. */
  faultOfProgram(path: string): string | null;
}

export const nodeFiles: ConfigFiles = {
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  },
  // Tried and not asked: root may write anywhere by the mode bits, read-only systems included.
  faultOfFolder: (path) =>
    faultOf(() => {
      makeFolder(path);
      rmdirSync(mkdtempSync(join(path, '.probe-')));
    }),
  faultOfProgram: (path) => faultOf(() => accessSync(path, constants.X_OK)),
};

/** Level by level: Node's own recursive way never ends below `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function faultOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return reasons[codeOf(error)] ?? codeOf(error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'it, or a part of its path, is a file',
  ENOENT: 'there is no such place',
};

/** Code of a failed system call, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

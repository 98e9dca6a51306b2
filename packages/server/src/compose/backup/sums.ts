import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { MadrigalError } from '@madrigal/core/shared';

/** One line of a `SHA256SUMS` file. */
export interface FileSum {
  /** Below the backup's folder, with `/`. */
  path: string;
  sha256: string;
}

const CHUNK_BYTES = 1024 ** 2;
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** Hash and size of a file, which is on the disk for good afterwards. */
export async function sumDurably(path: string): Promise<{ sha256: string; bytes: number }> {
  await using file = await open(path, 'r');
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
  await file.sync();
  return { sha256: hash.digest('hex'), bytes };
}

export function formatSums(sums: readonly FileSum[]): string {
  return sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}

/** @throws MadrigalError `invalid_request` when the file is not the one the manifest means */
export async function readSums(path: string, expectedSha256: string): Promise<FileSum[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (createHash('sha256').update(text).digest('hex') !== expectedSha256) {
    throw new MadrigalError('invalid_request', `${path} is damaged or from another backup.`);
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, sha256 = '', file = ''] = LINE.exec(line) ?? [];
      return { sha256, path: file };
    });
}

import type { FileHandle } from 'node:fs/promises';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import {
  type BlobInfo,
  type BlobKey,
  hasCode,
  MadrigalError,
  newId,
  type UploadedPart,
} from '@madrigal/core/shared';
import type { BlobFiles } from './blob-files.ts';
import { syncDirectory, withFile, writeDurably, writeFully } from './durable.ts';
import { isMissing, translateError } from './errors.ts';
import { etagOf } from './info.ts';
import {
  type Layout,
  multipartDirectory,
  newTemporaryPath,
  noSuchMultipart,
  partPath,
} from './layout.ts';

const JOIN_BUFFER_BYTES = 1024 * 1024;
const PART_NAME = /^[1-9]\d{0,4}$/;

export async function startMultipart(layout: Layout, key: BlobKey): Promise<string> {
  const multipartId = newId();
  await mkdir(multipartDirectory(layout, key, multipartId));
  await syncDirectory(layout.multipart);
  return multipartId;
}

export async function listParts(
  layout: Layout,
  key: BlobKey,
  multipartId: string,
): Promise<UploadedPart[]> {
  const directory = multipartDirectory(layout, key, multipartId);
  try {
    const names = (await readdir(directory)).filter((name) => PART_NAME.test(name));
    const numbers = names.map(Number).sort((a, b) => a - b);
    return await Promise.all(numbers.map((number) => describePart(directory, number)));
  } catch (error) {
    throw isMissing(error) ? noSuchMultipart(error) : error;
  }
}

export async function describePart(directory: string, partNumber: number): Promise<UploadedPart> {
  const stats = await stat(partPath(directory, partNumber), { bigint: true });
  return { partNumber, sizeBytes: Number(stats.size), etag: etagOf(stats) };
}

/**
 * Joins into a temporary file, moves that to its place, and only then gives up the parts, by one
 * rename: whenever it is interrupted, either all parts or the whole object are there.
 */
export async function completeMultipart(
  files: BlobFiles,
  key: BlobKey,
  multipartId: string,
  partCount: number,
): Promise<BlobInfo> {
  const { layout } = files;
  try {
    const parts = await listParts(layout, key, multipartId);
    checkComplete(parts, partCount);
    const directory = multipartDirectory(layout, key, multipartId);
    await writeDurably(
      layout,
      (whole) => joinParts(directory, partCount, whole),
      (path) => files.place(path, key),
    );
    await dropMultipart(layout, key, multipartId);
  } catch (error) {
    // The parts are gone: this was completed before (then the object tells), or dropped.
    if (!hasCode(translateError(error), 'not_found')) throw error;
  }
  return files.head(key);
}

/** Drops an upload in parts, at once for everybody who looks; one that is gone is no error. */
export async function dropMultipart(
  layout: Layout,
  key: BlobKey,
  multipartId: string,
): Promise<void> {
  const grave = newTemporaryPath(layout);
  try {
    await rename(multipartDirectory(layout, key, multipartId), grave);
  } catch (error) {
    if (isMissing(error) || hasCode(error, 'not_found')) return;
    throw error;
  }
  await syncDirectory(layout.multipart);
  await rm(grave, { recursive: true, force: true });
}

function checkComplete(parts: readonly UploadedPart[], partCount: number): void {
  const arrived = new Set(parts.map((part) => part.partNumber));
  const missing = Array.from({ length: partCount }, (_, index) => index + 1).filter(
    (number) => !arrived.has(number),
  );
  if (partCount > 0 && missing.length === 0) return;
  throw new MadrigalError(
    'upload_incomplete',
    `${missing.length} of ${partCount} parts have not arrived.`,
  );
}

async function joinParts(directory: string, partCount: number, whole: FileHandle): Promise<void> {
  const buffer = Buffer.allocUnsafe(JOIN_BUFFER_BYTES);
  for (let number = 1; number <= partCount; number++) {
    await withFile(partPath(directory, number), 'r', (part) => append(part, whole, buffer));
  }
}

async function append(from: FileHandle, to: FileHandle, buffer: Buffer): Promise<void> {
  for (;;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.byteLength);
    if (bytesRead === 0) return;
    await writeFully(to, buffer.subarray(0, bytesRead));
  }
}

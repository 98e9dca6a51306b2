import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  type BlobInfo,
  type BlobKey,
  type BlobReader,
  type ByteRange,
  MadrigalError,
} from '@madrigal/core/shared';
import { isNetworkFailure } from '../../shared/aws-errors.ts';
import { objectOf, type S3Context } from './client.ts';
import { s3Errors } from './errors.ts';
import { infoOf } from './info.ts';

/** Times that one reader goes on after its connection broke without a byte in between. */
const MAX_RESUMES = 3;

interface Opened {
  info: BlobInfo;
  /** The bytes that are coming, both included. */
  range: ByteRange;
  body: Readable;
}

/**
 * Answers with the connection open. A reader whose chunks nobody asks for gives it up after the
 * client's idle time.
 */
export async function readBlob(
  context: S3Context,
  key: BlobKey,
  range?: ByteRange,
): Promise<BlobReader> {
  if (range && !(range.start >= 0 && range.start <= range.end)) throw outside();
  const first = await open(context, key, range, undefined);
  if (range && first.range.end !== range.end) {
    first.body.destroy();
    throw outside(first.info.sizeBytes); // S3 answers what there is of a range
  }
  return { info: first.info, chunks: chunksOf(context, first) };
}

async function open(
  context: S3Context,
  key: BlobKey,
  range: ByteRange | undefined,
  onlyEtag: string | undefined,
): Promise<Opened> {
  const answer = await context.client.send(
    new GetObjectCommand({
      ...objectOf(context, key),
      ...(range && { Range: `bytes=${range.start}-${range.end}` }),
      ...(onlyEtag !== undefined && { IfMatch: onlyEtag }),
    }),
  );
  const length = answer.ContentLength ?? 0;
  const total = answer.ContentRange?.split('/')[1];
  const start = range?.start ?? 0;
  return {
    info: infoOf(key, { ...answer, size: total === undefined ? length : Number(total) }),
    range: { start, end: start + length - 1 },
    // On Node the SDK gives the response of http itself; before anybody reads it, an error on its
    // way (the idle time is over) must not end the process: the first read will meet it.
    body: (answer.Body as Readable).on('error', () => undefined),
  };
}

/** The bytes in order; goes on from the next one when the connection breaks. */
async function* chunksOf(context: S3Context, first: Opened): AsyncGenerator<Uint8Array> {
  const { info } = first;
  const { end } = first.range;
  let { body } = first;
  let position = first.range.start;
  let resumes = 0;
  try {
    while (position <= end) {
      try {
        for await (const chunk of body as AsyncIterable<Uint8Array>) {
          resumes = 0;
          position += chunk.byteLength;
          yield chunk;
        }
        if (position <= end) throw new MadrigalError('unavailable', 'The object ended early.');
      } catch (error) {
        resumes += 1;
        if (resumes > MAX_RESUMES || !isNetworkFailure(error)) throw error;
        ({ body } = await open(context, info.key, { start: position, end }, info.etag));
      }
    }
  } catch (error) {
    throw s3Errors.translate(error);
  } finally {
    body.destroy();
  }
}

function outside(sizeBytes?: number): MadrigalError {
  const size = sizeBytes === undefined ? '' : `The object has ${sizeBytes} bytes; `;
  return new MadrigalError('range_not_satisfiable', `${size}the range lies outside.`);
}

export async function withLocalFile<T>(
  context: S3Context,
  key: BlobKey,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const parent = context.options.temporaryDirectory ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, 'madrigal-object-'));
  try {
    const path = join(directory, basename(key));
    await s3Errors.translated(() => download(context, key, path));
    return await use(path);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function download(context: S3Context, key: BlobKey, path: string): Promise<void> {
  const { chunks } = await readBlob(context, key);
  await pipeline(chunks, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  await chmod(path, 0o400);
}

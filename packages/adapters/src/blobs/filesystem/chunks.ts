import { read } from 'node:fs';
import { type BlobInfo, type ByteRange, MadrigalError } from '@madrigal/core/shared';
import type { BufferPool } from './buffer-pool.ts';
import { translated } from './errors.ts';
import type { OpenFile, OpenFiles } from './open-files.ts';

interface Chunk {
  buffer: Buffer;
  length: number;
}

interface Stream {
  files: OpenFiles;
  pool: BufferPool;
  info: BlobInfo;
  range: ByteRange;
  leavePool: () => void;
  position: number;
  file: OpenFile | undefined;
  /** The chunk the consumer works with. */
  lent: Chunk | undefined;
  /** The chunk after it, on its way. */
  ahead: Promise<Chunk> | undefined;
  ended: boolean;
}

/** The bytes of a range of one object, by positional reads into pooled buffers. */
export function chunksOf(
  files: OpenFiles,
  pool: BufferPool,
  info: BlobInfo,
  range: ByteRange,
): AsyncIterable<Uint8Array> {
  // Not a generator: one of those cannot be left while it waits for the chunk it reads ahead.
  return {
    [Symbol.asyncIterator]() {
      const stream: Stream = {
        ...{ files, pool, info, range, position: range.start },
        ...{ file: undefined, lent: undefined, ahead: undefined, ended: false },
        leavePool: pool.join(),
      };
      return {
        next: () => translated(() => next(stream)),
        async return() {
          await end(stream);
          return { done: true, value: undefined };
        },
      };
    },
  };
}

async function next(stream: Stream): Promise<IteratorResult<Uint8Array, undefined>> {
  if (stream.ended) return { done: true, value: undefined };
  takeBack(stream);
  try {
    stream.file ??= await openSame(stream);
    if (stream.position > stream.range.end && !stream.ahead) {
      await end(stream);
      return { done: true, value: undefined };
    }
    stream.lent = await (stream.ahead ?? readNext(stream, stream.file));
    stream.ahead = undefined;
  } catch (error) {
    stream.ahead = undefined;
    await end(stream);
    throw error;
  }
  if (stream.position <= stream.range.end && stream.pool.readsAhead()) {
    stream.ahead = readNext(stream, stream.file);
    stream.ahead.catch(() => undefined); // reported by the next call
  }
  const { buffer, length } = stream.lent;
  return { done: false, value: buffer.subarray(0, length) };
}

async function openSame({ files, info }: Stream): Promise<OpenFile> {
  const open = files.peek(info.key);
  const file = open ? files.useOpen(open) : await files.use(info.key);
  if (file.info.etag === info.etag) return file;
  files.release(file);
  throw new MadrigalError('unavailable', 'The object was replaced while it was being read.');
}

async function readNext(stream: Stream, file: OpenFile): Promise<Chunk> {
  const start = stream.position;
  const needed = stream.range.end + 1 - start;
  const buffer = stream.pool.take(needed);
  const length = Math.min(buffer.byteLength, needed);
  stream.position += length;
  try {
    await readFully(file.fd, buffer, length, start);
    return { buffer, length };
  } catch (error) {
    stream.pool.give(buffer);
    throw error;
  }
}

function readFully(fd: number, buffer: Buffer, length: number, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const readFrom = (done: number): void => {
      read(fd, buffer, done, length - done, position + done, (error, count) => {
        if (error) reject(error);
        else if (done + count === length) resolve();
        else if (count > 0) readFrom(done + count);
        else reject(new MadrigalError('unavailable', 'The object is shorter than it was.'));
      });
    };
    readFrom(0);
  });
}

function takeBack(stream: Stream): void {
  if (stream.lent) stream.pool.give(stream.lent.buffer);
  stream.lent = undefined;
}

/** Frees everything the stream holds; a read on its way must land before its buffer is used again. */
async function end(stream: Stream): Promise<void> {
  if (stream.ended) return;
  stream.ended = true;
  takeBack(stream);
  stream.leavePool();
  const ahead = await stream.ahead?.catch(() => undefined);
  if (ahead) stream.pool.give(ahead.buffer);
  if (stream.file) stream.files.release(stream.file);
}

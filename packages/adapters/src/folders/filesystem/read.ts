import { open } from 'node:fs/promises';
import { translated } from './errors.ts';

const CHUNK_BYTES = 1024 ** 2;

/** The bytes of a file in order, each chunk in the same buffer. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await translated(path, () => open(path));
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await translated(path, () => file.read(buffer, 0, CHUNK_BYTES));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A file whole; null when it has more than `maxBytes`. */
export async function readWhole(path: string, maxBytes: number): Promise<Uint8Array | null> {
  await using file = await open(path);
  const { size } = await file.stat();
  return size > maxBytes ? null : await file.readFile();
}

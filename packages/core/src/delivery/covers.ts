import type { BlobKey, BlobStore } from '../shared/index.ts';

const SMALLEST_PX = 16;
/** Covers are kept no larger. */
const LARGEST_PX = 1000;
const CACHE_BYTES = 32 * 1024 ** 2;

/** Makes smaller copies of covers, which are our own WebP pictures. */
export interface CoverScaler {
  /** A JPEG of at most so many pixels on either side; never enlarged. */
  toJpeg(cover: Uint8Array, maxSidePx: number): Promise<Uint8Array>;
}

export interface CoversDeps {
  processed: Pick<BlobStore, 'read'>;
  scaler: CoverScaler;
}

/** Covers as JPEG in any size, for players that know nothing newer. The last ones are remembered. */
export function createCovers({ processed, scaler }: CoversDeps) {
  const cache = new Map<string, Uint8Array>();
  let cachedBytes = 0;

  function remember(name: string, jpeg: Uint8Array): void {
    cache.set(name, jpeg);
    cachedBytes += jpeg.byteLength;
    for (const [oldest, bytes] of cache) {
      if (cachedBytes <= CACHE_BYTES) break;
      cache.delete(oldest);
      cachedBytes -= bytes.byteLength;
    }
  }

  return {
    /** @throws MadrigalError `not_found` when the cover is gone */
    toJpeg: async (key: BlobKey, sizePx: number | null): Promise<Uint8Array> => {
      const side = Math.min(LARGEST_PX, Math.max(SMALLEST_PX, sizePx ?? LARGEST_PX));
      const name = `${side} ${key}`;
      const known = cache.get(name);
      if (known) {
        // Asked for again: it stays longest.
        cache.delete(name);
        cache.set(name, known);
        return known;
      }
      const jpeg = await scaler.toJpeg(await readWhole(processed, key), side);
      if (!cache.has(name)) remember(name, jpeg);
      return jpeg;
    },
  };
}

export type Covers = ReturnType<typeof createCovers>;

async function readWhole(blobs: CoversDeps['processed'], key: BlobKey): Promise<Uint8Array> {
  const { chunks } = await blobs.read(key);
  const copies: Uint8Array[] = [];
  for await (const chunk of chunks) copies.push(Uint8Array.from(chunk));
  return Buffer.concat(copies);
}

import { type BlobKey, type BlobStore, MadrigalError } from '../shared/index.ts';

const SMALLEST_PX = 16;
/** Covers are kept no larger. */
const LARGEST_PX = 1000;
const TILES = 4;
const CACHE_BYTES = 32 * 1024 ** 2;

/** Makes smaller copies of covers, which are our own WebP pictures. */
export interface CoverScaler {
  /** A JPEG of at most so many pixels on either side; never enlarged. */
  toJpeg(cover: Uint8Array, maxSidePx: number): Promise<Uint8Array>;
  /** A picture that is our own, as PNG. Not for SVGs of others: they are drawn in this process. */
  draw(svg: string): Promise<Uint8Array>;
  /** Four covers as the quarters of a square JPEG of this side. */
  toMosaic(covers: readonly Uint8Array[], sidePx: number): Promise<Uint8Array>;
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
    /**
     * Four covers become one picture; of fewer the first is taken.
     * @throws MadrigalError `not_found` when there is none, or it is gone
     */
    toJpeg: async (keys: readonly BlobKey[], sizePx: number | null): Promise<Uint8Array> => {
      const shown = keys.slice(0, keys.length < TILES ? 1 : TILES);
      if (shown.length === 0) throw new MadrigalError('not_found', 'There is no cover.');
      const side = Math.min(LARGEST_PX, Math.max(SMALLEST_PX, sizePx ?? LARGEST_PX));
      const name = `${side} ${shown.join(' ')}`;
      const known = cache.get(name);
      if (known) {
        // Asked for again: it stays longest.
        cache.delete(name);
        cache.set(name, known);
        return known;
      }
      const covers = await Promise.all(shown.map((key) => readWhole(processed, key)));
      const [first] = covers as [Uint8Array];
      const jpeg = await (covers.length === 1
        ? scaler.toJpeg(first, side)
        : scaler.toMosaic(covers, side));
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

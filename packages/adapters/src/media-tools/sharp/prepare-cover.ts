import { MadrigalError } from '@madrigal/core/shared';
import { wasKilled } from '../limited-process.ts';
import { runNodeChild } from '../node-child.ts';

const CHILD = new URL('./child.ts', import.meta.url);
const TIME_MS = 30_000;
const MEMORY_BYTES = 1.5 * 1024 ** 3;
const MAX_INPUT_BYTES = 64 * 1024 ** 2;
const MAX_OUTPUT_BYTES = 16 * 1024 ** 2;

/**
 * A cover fit for everybody: upright, sRGB, WebP of at most 1000 px on either side, without
 * metadata. Null when the bytes are not a sound picture of at most 100 megapixels.
 * @throws `unavailable` when it took too long or was ended from outside
 */
export async function prepareCover(picture: Uint8Array): Promise<Uint8Array | null> {
  if (picture.length === 0 || picture.length > MAX_INPUT_BYTES) return null;
  const end = await runNodeChild({
    script: CHILD,
    args: [],
    input: picture,
    timeMs: TIME_MS,
    memoryBytes: MEMORY_BYTES,
    maxOutputBytes: MAX_OUTPUT_BYTES,
    allowAddons: true,
    signal: new AbortController().signal,
  });
  if (wasKilled(end)) throw new MadrigalError('unavailable', 'The cover was interrupted.');
  return end.exitCode === 0 && end.output.length > 0 ? new Uint8Array(end.output) : null;
}

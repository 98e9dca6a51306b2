import type { MediaFacts } from '@madrigal/core/media/items';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { type Bitmap, fromBitmap } from './render.ts';

/** ThumbHash takes at most 100 by 100 pixels. */
const THUMB_SIDE = 100;
const HASH_WIDTH = 9;
const HASH_HEIGHT = 8;
/** Standard deviation of the Laplacian at which a small picture counts as two thirds sharp. */
const SHARP_AT = 2;
const MOST_ENTROPY_BITS = 8;

type Measured = Pick<MediaFacts, 'placeholder' | 'perceptualHash' | 'focus' | 'score'>;

/** What a look at a small copy of a picture tells. */
export async function measure(small: Bitmap): Promise<Measured> {
  return {
    placeholder: await placeholderOf(small),
    perceptualHash: await differenceHash(small),
    focus: await focusOf(small),
    score: await scoreOf(small),
  };
}

async function placeholderOf(small: Bitmap): Promise<string> {
  const { data, info } = await fromBitmap(small)
    .resize(THUMB_SIDE, THUMB_SIDE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

/** Whether it gets brighter from each point to the next (N. Krawetz, "Kind of Like That", 2013). */
async function differenceHash(small: Bitmap): Promise<string> {
  const grey = await fromBitmap(small)
    .flatten({ background: 'white' })
    .greyscale()
    .resize(HASH_WIDTH, HASH_HEIGHT, { fit: 'fill' })
    .raw()
    .toBuffer();
  let bits = '';
  for (let row = 0; row < HASH_HEIGHT; row++) {
    for (let column = 0; column + 1 < HASH_WIDTH; column++) {
      const at = row * HASH_WIDTH + column;
      bits += (grey[at] ?? 0) < (grey[at + 1] ?? 0) ? '1' : '0';
    }
  }
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** Where colours, edges and skin draw the eye, by libvips' `attention`. */
async function focusOf(small: Bitmap): Promise<MediaFacts['focus']> {
  const side = Math.min(small.width, small.height);
  const { info } = await fromBitmap(small)
    .resize(side, side, { position: sharp.strategy.attention })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { attentionX, attentionY } = info;
  if (attentionX === undefined || attentionY === undefined) return null;
  return { x: share(attentionX, small.width), y: share(attentionY, small.height) };
}

function share(part: number, whole: number): number {
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 1000;
}

async function scoreOf(small: Bitmap): Promise<number> {
  const { sharpness, entropy } = await fromBitmap(small).stats();
  const score = (1 - Math.exp(-sharpness / SHARP_AT) + entropy / MOST_ENTROPY_BITS) / 2;
  return Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
}

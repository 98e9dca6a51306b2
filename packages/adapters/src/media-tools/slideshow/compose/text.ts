import { fileURLToPath } from 'node:url';
import type { TimelineText } from '@madrigal/core/slideshow';
import sharp from 'sharp';
import type { Overlay, Picture } from './layout.ts';

const FONT_FILE = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
);
const FONT = 'Inter SemiBold';

/** Sizes in parts of the frame's shorter side, lengths in parts of its width or height. */
const styles = {
  title: { size: 0.09, width: 0.8, height: 0.4 },
  caption: { size: 0.045, width: 0.84, height: 0.3 },
} as const;
const BOTTOM_MARGIN = 0.06;
const SHRINK = 0.8;
const SMALLEST = 0.012;

/** The shadow keeps white text readable on white: in parts of the size of the letters. */
const SHADOW_REACH = 0.5;
const SHADOW_SIGMA = 0.14;
const SHADOW_COVER = 0.7;

/** Luma of white and of black in 8 bits, limited range. */
const WHITE = 235;
const BLACK = 16;

interface Mask {
  width: number;
  height: number;
  /** Cover of each pixel, 0 to 255. */
  cover: Uint8Array;
}

/** Sets white text with a soft shadow, and where it stands in the frame. */
export async function setText(
  text: TimelineText,
  frame: Picture,
  memory: WebAssembly.Memory,
  overlay: Overlay,
): Promise<void> {
  const letters = await fit(text, frame);
  const box = new DataView(memory.buffer, overlay.box, 16);
  if (!letters) {
    for (const at of [0, 4, 8, 12]) box.setInt32(at, 0, true);
    return;
  }
  const { width, height } = letters.mask;
  const left = even((frame.width - width) / 2);
  const lowest = frame.height * (1 - BOTTOM_MARGIN) + letters.pad - height;
  const top = even(text.role === 'title' ? (frame.height - height) / 2 : lowest);
  for (const [index, value] of [left, top, width, height].entries()) {
    box.setInt32(4 * index, value, true);
  }
  const shadow = await blur(letters.mask, letters.sigma);
  const bytes = new Uint8Array(memory.buffer);
  for (let at = 0; at < shadow.length; at += 1) {
    const white = (letters.mask.cover[at] as number) / 255;
    const black = (1 - white) * ((shadow[at] as number) / 255) * SHADOW_COVER;
    bytes[overlay.cover + at] = Math.round((white + black) * 255);
    bytes[overlay.luma + at] = Math.round(white * WHITE + black * BLACK);
  }
}

/** The letters with room for their shadow, made smaller until they fit; null if none is visible. */
async function fit(
  text: TimelineText,
  frame: Picture,
): Promise<{ mask: Mask; pad: number; sigma: number } | null> {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.text)) return null;
  const style = styles[text.role];
  const room = { width: frame.width * style.width, height: frame.height * style.height };
  const shorter = Math.min(frame.width, frame.height);
  for (let size = style.size * shorter; ; size *= SHRINK) {
    const letters = await drawLetters(text.text, size, Math.floor(room.width));
    const fits = letters.width <= room.width && letters.height <= room.height;
    if (!fits && size > SMALLEST * shorter) continue;
    const pad = Math.ceil(size * SHADOW_REACH);
    return { mask: extend(letters, pad, frame), pad, sigma: size * SHADOW_SIGMA };
  }
}

async function drawLetters(text: string, size: number, width: number): Promise<Mask> {
  const { data, info } = await sharp({
    text: {
      text: escapeMarkup(text),
      font: `${FONT} ${size.toFixed(1)}`,
      fontfile: FONT_FILE,
      ...{ width, align: 'centre', wrap: 'word-char', dpi: 72 },
    },
  })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, cover: data };
}

/** Text is taken for Pango's markup; control characters but line breaks are not allowed in it. */
function escapeMarkup(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/[&<>]/g, (character) => entities[character] as string);
}

/** Adds room on all sides, to even lengths, and cuts off what an overlay cannot take. */
function extend(letters: Mask, pad: number, frame: Picture): Mask {
  const width = Math.min(frame.width, even(letters.width + 2 * pad));
  const height = Math.min(even(frame.height / 2) - 2, even(letters.height + 2 * pad));
  const cover = new Uint8Array(width * height);
  for (let y = 0; y < Math.min(letters.height, height - pad); y += 1) {
    const row = letters.cover.subarray(y * letters.width, (y + 1) * letters.width);
    cover.set(row.subarray(0, width - pad), (y + pad) * width + pad);
  }
  return { width, height, cover };
}

async function blur({ width, height, cover }: Mask, sigma: number): Promise<Uint8Array> {
  return sharp(cover, { raw: { width, height, channels: 1 } })
    .blur(Math.max(0.3, sigma))
    .extractChannel(0)
    .raw()
    .toBuffer();
}

function even(length: number): number {
  return 2 * Math.max(0, Math.round(length / 2));
}

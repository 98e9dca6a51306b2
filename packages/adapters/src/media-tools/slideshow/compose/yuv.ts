import type { Picture } from './layout.ts';

// ITU-R BT.709 in 8 bits, limited range (section 3.3 and 4.6 of the recommendation), for
// coefficients in fractions of 65536: luma from 16 to 235, chroma from 16 to 240 around 128.
const SCALE = 65_536;
const luma = coefficients(0.2126, 0.7152, 0.0722, 219);
const blue = coefficients(-0.2126 / 1.8556, -0.7152 / 1.8556, 0.5, 224);
const red = coefficients(0.5, -0.7152 / 1.5748, -0.0722 / 1.5748, 224);
const LUMA_OFFSET = 16.5 * SCALE;
const CHROMA_OFFSET = 128.5 * SCALE;

type Three = readonly [number, number, number];

function coefficients(r: number, g: number, b: number, range: number): Three {
  const scaled = (part: number): number => Math.round((part * range * SCALE) / 255);
  return [scaled(r), scaled(g), scaled(b)];
}

/**
 * Writes 8-bit RGB as planes of luma and chroma. A chroma sample is the mean of the pixels around
 * it, with the weights 1 2 1 along a row and 1 1 across two.
 */
export function writePlanes(rgb: Uint8Array, bytes: Uint8Array, picture: Picture): void {
  const { width, height } = picture;
  for (let y = 0; y < height; y += 2) {
    writeLumaRow(rgb, bytes, { from: y * width * 3, to: picture.luma + y * width, width });
    writeLumaRow(rgb, bytes, {
      ...{ from: (y + 1) * width * 3, to: picture.luma + (y + 1) * width, width },
    });
    writeChromaRow(rgb, bytes, picture, y);
  }
}

function writeLumaRow(
  rgb: Uint8Array,
  bytes: Uint8Array,
  row: { from: number; to: number; width: number },
): void {
  const [r, g, b] = luma;
  let from = row.from;
  for (let to = row.to, end = row.to + row.width; to < end; to += 1, from += 3) {
    bytes[to] =
      ((rgb[from] as number) * r +
        (rgb[from + 1] as number) * g +
        (rgb[from + 2] as number) * b +
        LUMA_OFFSET) >>>
      16;
  }
}

function writeChromaRow(rgb: Uint8Array, bytes: Uint8Array, picture: Picture, y: number): void {
  const stride = picture.width * 3;
  const upper = y * stride;
  const to = (y / 2) * (picture.width / 2);
  for (let x = 0; x < picture.width; x += 2) {
    const at = upper + x * 3;
    const before = x > 0 ? -3 : 0;
    const r = around(rgb, at, before, stride);
    const g = around(rgb, at + 1, before, stride);
    const b = around(rgb, at + 2, before, stride);
    const column = to + x / 2;
    bytes[picture.blue + column] = chroma(blue, r, g, b);
    bytes[picture.red + column] = chroma(red, r, g, b);
  }
}

/** Eight times the mean around a sample. */
function around(rgb: Uint8Array, at: number, before: number, stride: number): number {
  const below = at + stride;
  return (
    (rgb[at + before] as number) +
    2 * (rgb[at] as number) +
    (rgb[at + 3] as number) +
    (rgb[below + before] as number) +
    2 * (rgb[below] as number) +
    (rgb[below + 3] as number)
  );
}

function chroma([r, g, b]: Three, red8: number, green8: number, blue8: number): number {
  return ((red8 * r + green8 * g + blue8 * b) / 8 + CHROMA_OFFSET) >>> 16;
}

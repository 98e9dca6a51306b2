import type { Area, Placement } from '@madrigal/core/slideshow';
import sharp, { type Sharp } from 'sharp';

interface Size {
  width: number;
  height: number;
}

/** Blurring is done this much smaller: nobody can tell, and it takes no time. */
export const BLUR_SHRINK = 24;
export const BLUR_SIGMA = 2;
export const FILL_BRIGHTNESS = 0.6;

/** Only decoders of photos, one photo at a time: no SVG, no PDF, nothing that names other files. */
export function setUpDecoding(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  const formats = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];
  sharp.unblock({ operation: formats.map((name) => `VipsForeignLoad${name}`) });
  sharp.concurrency(1);
  sharp.cache(false);
}

/**
 * Decodes a photo as it lies in a scene of this size: 8-bit sRGB, upright. The whole photo is
 * decoded once, shrunk while loading where the format allows.
 * @throws Error of sharp when the file is not a sound photo
 */
export async function decodePhoto(
  path: string,
  placement: Placement,
  scene: Size,
): Promise<Buffer> {
  if (placement.kind === 'cover') {
    const whole = {
      width: Math.round(scene.width / placement.crop.width),
      height: Math.round(scene.height / placement.crop.height),
    };
    const at = within(place(placement.crop, whole), scene, whole);
    return raw(
      open(path)
        .resize({ ...whole, fit: 'fill' })
        .extract({ ...at, ...scene }),
    );
  }
  const at = place(placement.at, scene);
  const size = { width: Math.max(1, at.width), height: Math.max(1, at.height) };
  const photo = await raw(open(path).resize({ ...size, fit: 'fill' }));
  return fillAround(photo, { ...at, ...size }, scene);
}

function open(path: string): Sharp {
  return sharp(path, { failOn: 'error', sequentialRead: true }).autoOrient();
}

async function raw(picture: Sharp): Promise<Buffer> {
  return picture
    .flatten({ background: 'black' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
}

interface Box extends Size {
  left: number;
  top: number;
}

function place(area: Area, size: Size): Box {
  return {
    left: Math.round(area.x * size.width),
    top: Math.round(area.y * size.height),
    width: Math.round(area.width * size.width),
    height: Math.round(area.height * size.height),
  };
}

/** Moves a box of this size so that rounding does not bring it over the edge. */
function within(box: Box, size: Size, whole: Size): { left: number; top: number } {
  return {
    left: Math.max(0, Math.min(box.left, whole.width - size.width)),
    top: Math.max(0, Math.min(box.top, whole.height - size.height)),
  };
}

/** Lays a photo over a blurred, darker copy of itself that fills the scene. */
async function fillAround(photo: Buffer, box: Box, scene: Size): Promise<Buffer> {
  const foreground = { width: box.width, height: box.height, channels: 3 } as const;
  const small = {
    width: Math.max(2, Math.round(scene.width / BLUR_SHRINK)),
    height: Math.max(2, Math.round(scene.height / BLUR_SHRINK)),
  };
  const blurred = await sharp(photo, { raw: foreground })
    .resize({ ...small, fit: 'cover' })
    .blur(BLUR_SIGMA)
    .linear(FILL_BRIGHTNESS)
    .raw()
    .toBuffer();
  return sharp(blurred, { raw: { ...small, channels: 3 } })
    .resize({ ...scene, fit: 'fill', kernel: 'cubic' })
    .composite([{ input: photo, raw: foreground, left: box.left, top: box.top }])
    .removeAlpha()
    .raw()
    .toBuffer();
}

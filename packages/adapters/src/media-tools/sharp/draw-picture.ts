import sharp from 'sharp';

const QUALITY = 90;

/** A JPEG of an SVG that is our own. Not for SVGs of others: they are drawn in this process. */
export async function drawPicture(svg: string): Promise<Uint8Array> {
  return sharp(Buffer.from(svg)).jpeg({ quality: QUALITY }).toBuffer();
}

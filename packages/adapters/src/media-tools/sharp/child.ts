// Runs as a process of its own (see prepare-cover.ts): a picture on standard input becomes a WebP
// on standard output. Ends with a failure when it is not a sound picture.
import sharp from 'sharp';

const MAX_SIDE = 1000;
const MAX_PIXELS = 100_000_000;
const QUALITY = 82;

async function main(): Promise<void> {
  // Only decoders of the picture formats that tags hold: no SVG, PDF, or ImageMagick.
  sharp.block({ operation: ['VipsForeignLoad'] });
  const formats = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];
  sharp.unblock({ operation: formats.map((name) => `VipsForeignLoad${name}`) });
  sharp.concurrency(1);
  sharp.cache(false);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const cover = await sharp(Buffer.concat(chunks), {
    limitInputPixels: MAX_PIXELS,
    failOn: 'error',
    sequentialRead: true,
  })
    .autoOrient()
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: QUALITY })
    .toBuffer();
  process.stdout.write(cover);
}

await main();

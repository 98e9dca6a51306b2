// Runs as a process of its own (see index.ts): `child.ts PATH FORMAT DIR`. Writes renditions of a
// picture into the folder, and what it found out to standard output as JSON.
import sharp from 'sharp';
import { type ImageAnswer, ImageRejection } from './answer.ts';
import { measure } from './measure.ts';
import { openPicture } from './open-picture.ts';
import { render } from './render.ts';

async function main(path: string, format: string, dir: string): Promise<ImageAnswer> {
  // Only decoders of picture formats: no SVG, PDF, or ImageMagick.
  sharp.block({ operation: ['VipsForeignLoad'] });
  const formats = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];
  sharp.unblock({ operation: formats.map((name) => `VipsForeignLoad${name}`) });
  sharp.concurrency(1);
  sharp.cache(false);
  const picture = await openPicture(path, format);
  const { small, renditions, width, height } = await render(picture, dir);
  const { capture, location, camera } = picture.exif;
  return {
    facts: {
      capture: capture && { ...capture, at: capture.at.toISOString() },
      ...{ width, height, durationMs: null, animated: picture.animated },
      orientation: picture.orientation,
      ...(await measure(small)),
      location,
      camera,
    },
    renditions,
  };
}

function rejectionOf(error: unknown): ImageAnswer {
  if (error instanceof ImageRejection) {
    return { rejection: { code: error.code, message: error.message } };
  }
  const message = error instanceof Error ? error.message : String(error);
  // For logs; people are told in words of ours.
  process.stderr.write(`${message}\n`);
  return /pixel limit|too large|out of memory/i.test(message)
    ? { rejection: { code: 'image_too_large', message: 'The picture has too many pixels.' } }
    : { rejection: { code: 'corrupt_image', message: 'The picture is damaged or incomplete.' } };
}

const [path = '', format = '', dir = ''] = process.argv.slice(2);
const answer = await main(path, format, dir).catch(rejectionOf);
// On a line of its own: libheif prints what it thinks of broken files.
process.stdout.write(`\n${JSON.stringify(answer)}`);

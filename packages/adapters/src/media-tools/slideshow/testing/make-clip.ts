import path from 'node:path';
import { ffmpeg } from '../../../../../../tests/fixtures/ffmpeg.ts';

const FPS = 25;

/** Makes an MP4 in BT.709 whose picture is of one colour after another, a second each. */
export async function makeClip(
  dir: string,
  request: {
    name: string;
    width: number;
    height: number;
    colours: readonly (readonly [number, number, number])[];
  },
): Promise<string> {
  const { name, width, height, colours } = request;
  const inputs = colours.flatMap((colour) => {
    const hex = Buffer.from(colour).toString('hex');
    const source = `color=c=0x${hex}:s=${width}x${height}:r=${FPS}:d=1,format=gbrp`;
    return ['-f', 'lavfi', '-i', source];
  });
  const joined = `${colours.map((_, at) => `[${at}]`).join('')}concat=n=${colours.length}`;
  const graph = `${joined},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p`;
  const target = path.join(dir, `${name}.mp4`);
  await ffmpeg([...inputs, '-filter_complex', graph, '-colorspace', 'bt709', target]);
  return target;
}

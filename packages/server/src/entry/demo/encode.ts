import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MadrigalError } from '@madrigal/core/shared';
import type { DemoFormat } from './albums.ts';
import { SAMPLE_RATE, type Stereo } from './synth/stereo.ts';

const codecs: Readonly<Record<DemoFormat, readonly string[]>> = {
  flac: ['-c:a', 'flac', '-sample_fmt', 's16'],
  m4a: ['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', '-f', 'ipod'],
  opus: ['-c:a', 'libopus', '-b:a', '128k'],
};

/** Writes a sound to a file with these tags, by FFmpeg's names. */
export async function encodeSong(
  ffmpegPath: string,
  sound: Stereo,
  format: DemoFormat,
  file: { path: string; tags: Readonly<Record<string, string>> },
): Promise<void> {
  const tags = Object.entries(file.tags).flatMap(([name, value]) => [
    '-metadata',
    `${name}=${value}`,
  ]);
  const input = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', 'pipe:0'];
  const output = ['-bitexact', ...tags, ...codecs[format], '-y', `file:${file.path}`];
  const child = spawn(ffmpegPath, ['-hide_banner', '-loglevel', 'error', ...input, ...output], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  child.stdin.on('error', () => {}); // its exit code tells the story
  child.stdin.end(interleave(sound));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    throw new MadrigalError('internal', `a song could not be encoded: ${log.trim()}`);
  }
}

function interleave({ left, right }: Stereo): Buffer {
  const samples = new Float32Array(left.length * 2);
  for (let n = 0; n < left.length; n++) {
    samples[2 * n] = left[n] as number;
    samples[2 * n + 1] = right[n] as number;
  }
  return Buffer.from(samples.buffer);
}

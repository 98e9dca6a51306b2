import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeBeatDetector } from '@madrigal/core/testing';
import { expect, it } from 'vitest';
import { synthesise } from '../../../../../tests/fixtures/audio.ts';
import { BEAT_SAMPLE_RATE, synthesiseBeats } from '../../../../../tests/fixtures/beats.ts';
import { ffmpeg } from '../../../../../tests/fixtures/ffmpeg.ts';
import { locateFfmpeg } from '../index.ts';
import { createBeatDetector } from './index.ts';

describeBeatDetector('FFmpeg and dynamic programming', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madrigal-beats-'));
  return {
    detector: createBeatDetector({ ffmpegPath: await locateFfmpeg() }),
    dir,
    async makeSong({ name, format, ...fixture }) {
      const { samples, beatsMs } = synthesiseBeats(fixture);
      const raw = path.join(dir, `${name}.f32`);
      await writeFile(raw, Buffer.from(samples.buffer));
      const target = path.join(dir, `${name}.${format}`);
      const input = ['-f', 'f32le', '-ar', String(BEAT_SAMPLE_RATE), '-ac', '1', '-i', raw];
      await ffmpeg([...input, target]);
      return { path: target, beatsMs };
    },
    makeSound: (sound, seconds) =>
      synthesise(dir, { format: 'wav', name: `${sound}-${seconds}`, seconds, sound }),
    dispose: () => rm(dir, { recursive: true }),
  };
});

it('takes no song that is longer than allowed', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madrigal-beats-'));
  try {
    const file = await synthesise(dir, { format: 'wav', seconds: 8 });
    const detector = createBeatDetector({ ffmpegPath: await locateFfmpeg(), maxHours: 5 / 3600 });
    await expect(detector.detect(file, 'wav', new AbortController().signal)).rejects.toMatchObject({
      code: 'too_long',
    });
  } finally {
    await rm(dir, { recursive: true });
  }
});

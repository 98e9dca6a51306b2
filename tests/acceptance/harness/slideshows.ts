import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlideshowDetails } from '@madrigal/contract';
import { synthesisePicture } from '../../fixtures/audio.ts';
import { BEAT_SAMPLE_RATE, type BeatFixture, synthesiseBeats } from '../../fixtures/beats.ts';
import { ffmpeg } from '../../fixtures/ffmpeg.ts';
import type { Client } from './client.ts';
import { eventually } from './eventually.ts';
import type { LocalFile } from './send-file.ts';
import { addMedia } from './video-file.ts';

const RENDER_MS = 240_000;

/** Photos of one colour each, as media items. */
export async function addPhotos(client: Client, colours: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-photos-'));
  try {
    const ids: string[] = [];
    for (const colour of colours) {
      const path = join(folder, `${colour}-${crypto.randomUUID()}.png`);
      await synthesisePicture(path, { width: 800, height: 600, colour });
      ids.push(await addMedia(client, { name: `${colour}.png`, bytes: await readFile(path) }));
    }
    for (const id of ids) await pickable(client, id);
    return ids;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Waits until a photo or video can be put into slideshows. */
export async function pickable(client: Client, mediaId: string): Promise<void> {
  await eventually(`photo ${mediaId}`, async () => {
    const { state } = await client.must('getMedia', { params: { mediaId } });
    return state === 'ready';
  });
}

/** A song whose beats are known. */
export async function beatFile(
  fixture: BeatFixture,
): Promise<{ file: LocalFile; beatsMs: number[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-beats-'));
  try {
    const { samples, beatsMs } = synthesiseBeats(fixture);
    const raw = join(folder, 'beats.f32');
    await writeFile(raw, Buffer.from(samples.buffer));
    const target = join(folder, `beats-${crypto.randomUUID()}.flac`);
    const input = ['-f', 'f32le', '-ar', String(BEAT_SAMPLE_RATE), '-ac', '1', '-i', raw];
    await ffmpeg([...input, '-metadata', `comment=${crypto.randomUUID()}`, target]);
    return { file: { name: 'beats.flac', bytes: await readFile(target) }, beatsMs };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A slideshow once it has ended, one way or another. */
export function ended(client: Client, slideshowId: string): Promise<SlideshowDetails> {
  return eventually(
    `the end of slideshow ${slideshowId}`,
    async () => {
      const found = await client.must('getSlideshow', { params: { slideshowId } });
      return found.state !== 'queued' && found.state !== 'rendering' && found;
    },
    RENDER_MS,
  );
}

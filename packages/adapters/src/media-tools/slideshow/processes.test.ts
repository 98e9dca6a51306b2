import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planSlideshow } from '@madrigal/core/slideshow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ffmpegPath } from '../../../../../tests/fixtures/ffmpeg.ts';
import { createSlideshowRenderer, type SlideshowRendererOptions } from './index.ts';
import { makePhoto } from './testing/make-photo.ts';

let dir: string;
let photo: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-slideshow-processes-'));
  const request = { name: 'photo', width: 1600, height: 900, colour: [9, 99, 199] as const };
  photo = await makePhoto(dir, request);
});
afterAll(() => rm(dir, { recursive: true }));

function render(
  options: Partial<SlideshowRendererOptions>,
  run: { onProgress?: (frames: number) => void; signal?: AbortSignal } = {},
): Promise<unknown> {
  const timeline = planSlideshow(
    {
      photos: Array(2).fill({ id: 'photo', width: 1600, height: 900, focus: null, caption: null }),
      ...{ pace: { kind: 'seconds', secondsPerPhoto: 60 }, motion: 'gentle', fit: 'auto' },
      transition: { kind: 'fade', durationMs: 500 },
      ...{ title: null, aspect: '16:9', shortSide: 1080, fps: 30, music: null, cutsOnBeat: false },
    },
    null,
  );
  const target = { path: path.join(dir, 'out.mp4'), posterPath: path.join(dir, 'out.jpg') };
  return createSlideshowRenderer({ ffmpegPath: ffmpegPath(), ...options }).render(
    timeline,
    { photos: new Map([['photo', photo]]), song: null },
    { ...target, quality: 'final' },
    { onProgress: () => {}, signal: new AbortController().signal, ...run },
  );
}

/** Command lines of the processes that this one started, and of those they started. */
async function processesBelow(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<string, string>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined && state !== 'Z') parents.set(pid, parent);
  }
  const below = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || below(parents.get(pid)));
  const ours = [...parents.keys()].filter((pid) => below(parents.get(pid)));
  return Promise.all(ours.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}

const rendering = (line: string): boolean => /rawvideo|compose\/child/.test(line);

it.runIf(process.platform === 'linux')(
  'has two processes, and none after it was told to stop',
  async () => {
    const stop = new AbortController();
    let running: Promise<string[]> | undefined;
    const onProgress = (): void => {
      running ??= processesBelow().finally(() => stop.abort('enough'));
    };
    await expect(render({}, { onProgress, signal: stop.signal })).rejects.toBe('enough');
    expect((await running)?.filter(rendering)).toHaveLength(2);
    expect((await processesBelow()).filter(rendering)).toEqual([]);
  },
);

it('gives up when it takes too long', async () => {
  await expect(render({ patience: 1e-9 })).rejects.toMatchObject({ code: 'unavailable' });
  expect((await processesBelow()).filter(rendering)).toEqual([]);
});

it.runIf(process.platform === 'linux')('keeps to its memory', async () => {
  const tight = render({ memoryBytes: 64 * 1024 ** 2 });
  await expect(tight).rejects.toMatchObject({ name: 'MadrigalError' });
  expect((await processesBelow()).filter(rendering)).toEqual([]);
});

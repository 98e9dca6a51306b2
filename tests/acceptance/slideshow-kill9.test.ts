import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SlideshowDetails } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addPhotos,
  addSong,
  audioFile,
  type Client,
  ended,
  eventually,
  type Instance,
  isExternalInstance,
  processesMentioning,
  setUpAdmin,
  startInstance,
} from './harness/index.ts';

const RENDER_MS = 300_000;
const COLOURS = ['red', 'blue', 'lime', 'white'];

describe.skipIf(isExternalInstance)('slideshows after kill -9', { timeout: RENDER_MS }, () => {
  let instance: Instance;
  let admin: Client;
  let photos: string[];
  let songId: string;

  beforeAll(async () => {
    instance = await startInstance({
      ...{ JOB_LEASE_SECONDS: '1', SWEEP_INTERVAL_SECONDS: '1', LOG_LEVEL: 'warn' },
    });
    admin = (await setUpAdmin(instance.baseUrl)).client;
    photos = await addPhotos(admin, COLOURS);
    songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 20 }));
  }, RENDER_MS);
  afterAll(() => instance.dispose());

  const folderOf = (slideshowId: string) =>
    join(instance.dataDir, 'blobs/processed/objects/library/slideshows', slideshowId);
  const temporary = () => join(instance.dataDir, 'tmp');

  /** Looks without a pause, so that what follows comes within a moment of it. */
  async function stored(slideshowId: string, extension: string): Promise<void> {
    while (!namesIn(folderOf(slideshowId)).some((name) => name.endsWith(extension))) {
      await setImmediate();
    }
  }

  const during =
    (test: (slideshow: SlideshowDetails) => boolean) => async (slideshowId: string) => {
      await eventually('the moment', async () => {
        const found = await admin.must('getSlideshow', { params: { slideshowId } });
        return found.state === 'ready' || test(found);
      });
    };

  it.each<[string, (slideshowId: string) => Promise<void>]>([
    ['it waits', async () => {}],
    ['it begins', during(({ state }) => state === 'rendering')],
    [
      'its frames are drawn',
      async () => {
        await eventually('the encoder', async () => processesMentioning(temporary()).length > 0);
      },
    ],
    ['it is well under way', during(({ percent }) => percent > 0)],
    ['its poster is stored and its video is not', (id) => stored(id, '.jpg')],
    ['its video is stored and hardly anybody knows', (id) => stored(id, '.mp4')],
  ])('while %s, it is made once', async (_, moment) => {
    const spec = {
      resolution: '720p',
      photos: photos.map((mediaId) => ({ mediaId })),
      music: { songId },
      cutsOnBeat: true,
    } as const;
    const { id: slideshowId } = await admin.must('createSlideshow', { body: { spec } });
    await moment(slideshowId);
    await instance.kill9();
    await instance.start();
    const { state, video } = await ended(admin, slideshowId);
    expect(state).toBe('ready');
    const bytes = await fetch(new URL(video?.url ?? '', instance.baseUrl));
    expect((await bytes.arrayBuffer()).byteLength).toBe(video?.sizeBytes);
    await eventually('its own two files', async () => {
      const names = namesIn(folderOf(slideshowId));
      return names.length === 2 && new Set(names.map((name) => name.split('.')[0])).size === 1;
    });
  });

  it('leaves two files of each slideshow and no others', async () => {
    const { items } = await admin.must('listSlideshows');
    expect(items).toHaveLength(6);
    await instance.kill9();
    await instance.start();
    await eventually('the sweep of left-over files', async () => {
      const entries = await readdir(join(instance.dataDir, 'blobs/processed'), {
        recursive: true,
        withFileTypes: true,
      });
      const files = entries.filter((entry) => entry.isFile());
      const made = files.filter(({ parentPath }) => parentPath.includes('slideshows'));
      const halfMade = files.filter(({ parentPath }) => /temporary|multipart/.test(parentPath));
      return made.length === 2 * items.length && halfMade.length === 0;
    });
    expect(await readdir(temporary())).toEqual([]);
    expect(processesMentioning(temporary())).toEqual([]);
  });
});

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

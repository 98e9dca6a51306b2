import { expect, it } from 'vitest';
import type { MediaItem } from '../media/items/index.ts';
import { toBlobKey } from '../shared/index.ts';
import { createMediaPhotos } from './index.ts';

const never = new AbortController().signal;
const rendition = (name: string, width: number) => ({
  ...{ name, role: 'image', mimeType: 'image/webp', sizeBytes: 1, width, height: width },
});

/** A person's HEIC photo whose renditions expired, and what becomes of it. */
function createStage(end: MediaItem['progress']['state']) {
  let item = {
    ...{ id: 'photo', ownerId: 'ada', kind: 'image', format: 'heic', generation: 1 },
    ...{ width: 4000, height: 3000, focus: null, durationMs: null, deletedAt: null },
    ...{ progress: { state: 'ready' }, renditionsOf: null, renditions: [] },
    rawKey: toBlobKey('originals/ada/photo'),
  } as unknown as MediaItem;
  const sent: string[] = [];
  const done = () => {
    const made = [rendition('320.webp', 320), rendition('2560.webp', 2560)];
    const processed = { renditionsOf: item.generation, renditions: made };
    item = { ...item, ...(end === 'ready' && processed), progress: { state: end } } as MediaItem;
  };
  const photos = createMediaPhotos({
    media: {
      getMediaOf: async () => [item],
      changeMedia: async (_, change) => {
        item = { ...item, ...change } as MediaItem;
        return item;
      },
    },
    jobs: {
      send: async ({ kind }) => {
        sent.push(kind);
        setImmediate(done);
      },
    },
    events: {
      publish: async () => {},
      subscribe: async () => () => {},
      forgetUser: async () => {},
    },
    clock: { now: () => new Date() },
    raw: { withLocalFile: (key, use) => use(`raw:${key}`) },
    processed: { withLocalFile: (key, use) => use(`processed:${key}`) },
  });
  return { photos, sent };
}

it('has pictures of a HEIC photo made again that expired, and takes the largest', async () => {
  const { photos, sent } = createStage('ready');
  expect(await photos.findPhotos('ada', ['photo'])).toHaveLength(1);
  const paths = await photos.withFiles('ada', ['photo'], never, async (found) => found);
  expect([...paths]).toEqual([['photo', 'processed:transient/media/photo/2/2560.webp']]);
  expect(sent).toEqual(['image.process']);
});

it('leaves a photo out that cannot be made again', async () => {
  const { photos } = createStage('rejected');
  const paths = await photos.withFiles('ada', ['photo'], never, async (found) => found);
  expect(paths.size).toBe(0);
});

it('waits no longer than it is told to', async () => {
  const stop = AbortSignal.abort(new Error('enough'));
  const { photos } = createStage('ready');
  await expect(photos.withFiles('ada', ['photo'], stop, async () => {})).rejects.toThrow();
});

import { beforeEach, expect, test } from 'vitest';
import { type BlobKey, MadrigalError } from '../shared/index.ts';
import { dropPictures, type OwnPictureDeps, replacePicture } from './own-picture.ts';

const HOUR_MS = 3_600_000;
const picture = new Uint8Array([1]);

let now = HOUR_MS;
let written: Map<BlobKey, Date>;
let shown: BlobKey | null;
let ids = 0;
const show = async (key: BlobKey | null) => {
  const former = shown;
  shown = key;
  return former;
};

const deps: OwnPictureDeps = {
  processed: {
    write: async (key) => {
      written.set(key, new Date(now));
      return { key, sizeBytes: 1, etag: '"1"', lastModified: new Date(now) };
    },
    list: async (prefix) => ({
      items: [...written]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, lastModified]) => ({ key, sizeBytes: 1, etag: '"1"', lastModified })),
      next: null,
    }),
    delete: async (keys) => {
      for (const key of keys) written.delete(key);
    },
  },
  prepareCover: async (bytes) => (bytes.length > 0 ? bytes : null),
  clock: { now: () => new Date(now) },
  newId: () => `id-${++ids}`,
};

beforeEach(() => {
  written = new Map();
  shown = null;
});

test('a picture takes the place of the one before it, and nothing takes its own', async () => {
  await replacePicture(deps, 'library/x', picture, show);
  const first = shown;
  await replacePicture(deps, 'library/x', picture, show);
  expect(shown).not.toBe(first);
  expect([...written.keys()]).toEqual([shown]);
  await replacePicture(deps, 'library/x', null, show);
  expect([shown, written.size]).toEqual([null, 0]);
});

test('what is no picture changes nothing', async () => {
  const wrong = replacePicture(deps, 'library/x', new Uint8Array(), show);
  await expect(wrong).rejects.toMatchObject({ code: 'unsupported_media_type' });
  expect([shown, written.size]).toEqual([null, 0]);
});

test('pictures chosen at the same time leave the one that is shown', async () => {
  await Promise.all(
    Array.from({ length: 5 }, () => replacePicture(deps, 'library/x', picture, show)),
  );
  expect([...written.keys()]).toEqual([shown]);
});

test('a picture for what is gone meanwhile is not kept; after another fault it waits for the next', async () => {
  const fail = (code: 'not_found' | 'unavailable') =>
    replacePicture(deps, 'library/x', picture, async () => {
      throw new MadrigalError(code, 'x');
    }).catch(() => undefined);
  await fail('not_found');
  expect(written.size).toBe(0);
  await fail('unavailable');
  expect(written.size).toBe(1);
  await replacePicture(deps, 'library/x', picture, show);
  expect(written.size).toBe(2);
  now += 2 * HOUR_MS;
  await replacePicture(deps, 'library/x', picture, show);
  expect([...written.keys()]).toEqual([shown]);
});

test('all pictures of one thing are dropped, and none of others', async () => {
  await replacePicture(deps, 'library/x', picture, show);
  await replacePicture(deps, 'library/xy', picture, show);
  await dropPictures(deps, 'library/x');
  expect([...written.keys()]).toEqual([shown]);
});

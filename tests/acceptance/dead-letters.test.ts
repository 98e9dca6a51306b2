import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DeadLetter } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import {
  addMedia,
  addPhotos,
  type Client,
  ended,
  eventually,
  type Instance,
  isExternalInstance,
  setUpAdmin,
  startInstance,
  videoFile,
} from './harness/index.ts';

const PATIENCE_MS = 300_000;
const objects = 'blobs/processed/objects';

describe.skipIf(isExternalInstance)(
  'work that fails however often it is tried',
  { timeout: PATIENCE_MS },
  () => {
    let instance: Instance;
    let admin: Client;
    let photos: string[];

    beforeAll(async () => {
      instance = await startInstance({ LOG_LEVEL: 'fatal' });
      admin = (await setUpAdmin(instance.baseUrl)).client;
      photos = await addPhotos(admin, ['red', 'blue']);
    }, PATIENCE_MS);
    afterAll(() => instance.dispose());

    /** Nothing can be stored in a folder any more: there is a file where it has to be. */
    async function block(folder: string): Promise<{ unblock: () => Promise<void> }> {
      const path = join(instance.dataDir, objects, folder);
      const aside = `${path}-aside`;
      await mkdir(path, { recursive: true });
      await rename(path, aside);
      await writeFile(path, 'in the way');
      return {
        unblock: async () => {
          await rm(path);
          await mkdir(dirname(path), { recursive: true });
          await rename(aside, path);
        },
      };
    }

    function deadLetters(count: number): Promise<DeadLetter[]> {
      return eventually(
        `${count} dead letters`,
        async () => {
          const { items } = await admin.must('listDeadLetters');
          return items.length === count && items;
        },
        PATIENCE_MS,
      );
    }

    async function retry({ id }: DeadLetter): Promise<void> {
      await admin.must('retryDeadLetter', { params: { deadLetterId: id } });
    }

    it('is a dead letter of a slideshow, and done once it is tried again', async () => {
      const { unblock } = await block('library/slideshows');
      const spec = {
        photos: photos.map((mediaId) => ({ mediaId })),
        pace: { kind: 'seconds', secondsPerPhoto: 0.5 },
        resolution: '720p',
      } as const;
      const ask = async (name: string) =>
        (await admin.must('createSlideshow', { body: { name, spec } })).id;
      const [byOwner, byAdmin] = await Promise.all([ask('One'), ask('Two')]);
      for (const id of [byOwner, byAdmin]) {
        expect(await ended(admin, id)).toMatchObject({
          state: 'failed',
          video: null,
          failure: { code: 'internal', mediaId: null, message: expect.stringMatching(/Try again/) },
        });
      }
      const letters = await deadLetters(2);
      expect(letters.map(({ about }) => about.slideshowId).sort()).toEqual(
        [byOwner, byAdmin].sort(),
      );
      expect(letters.map(({ kind }) => kind)).toEqual(['slideshow.render', 'slideshow.render']);
      expect(letters.every(({ reason }) => reason.length > 0)).toBe(true);
      expect((await admin.must('getOverview')).queue.deadLetters).toBe(2);

      await unblock();
      await admin.must('retrySlideshow', { params: { slideshowId: byOwner }, body: {} });
      for (const letter of letters) await retry(letter);
      for (const slideshowId of [byOwner, byAdmin]) {
        await eventually(
          'the video',
          async () => {
            const found = await admin.must('getSlideshow', { params: { slideshowId } });
            return found.state === 'ready' && found.video !== null && found.failure === null;
          },
          PATIENCE_MS,
        );
      }
      await deadLetters(0);
    });

    it('is a dead letter of a photo or video, and done once it is tried again', async () => {
      const { unblock } = await block('transient/media');
      const video = await videoFile({ format: 'mp4', seconds: 1, width: 160, height: 90 });
      const photo = { name: 'photo.jpg', bytes: await photograph({ width: 200, height: 100 }) };
      const ids = [await addMedia(admin, photo), await addMedia(admin, video)];
      const letters = await deadLetters(2);
      expect(letters.map(({ about }) => about.mediaId).sort()).toEqual(ids.toSorted());
      expect(letters.map(({ kind }) => kind).sort()).toEqual(['image.process', 'video.process']);
      const inState = (mediaId: string, state: string) =>
        eventually(
          `state ${state} of ${mediaId}`,
          async () => (await admin.must('getMedia', { params: { mediaId } })).state === state,
          PATIENCE_MS,
        );
      for (const id of ids) await inState(id, 'failed');

      await unblock();
      for (const letter of letters) await retry(letter);
      for (const id of ids) await inState(id, 'ready');
      await deadLetters(0);
    });
  },
);

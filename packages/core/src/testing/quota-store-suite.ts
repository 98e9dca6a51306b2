import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MediaStore } from '../media/items/index.ts';
import type { ProcessingState, UploadStore } from '../media/upload/index.ts';
import type { QuotaStore } from '../quota/index.ts';
import { newId } from '../shared/index.ts';
import { at } from './catalogue-samples.ts';
import { sampleMedia } from './media-samples.ts';
import { sampleUpload } from './upload-store-suite.ts';

/** What a suite needs of an engine: empty stores that know of each other. */
export interface QuotaStoreSetup {
  quotas: QuotaStore;
  uploads: UploadStore;
  media: MediaStore;
  dispose: () => Promise<void>;
}

const GB = 1_000_000_000;
const ME = 'me';
const nothing = { mediaBytes: 0, uploadBytes: 0 };

/** Every promise of {@link QuotaStore}, for any engine. */
export function describeQuotaStore(name: string, setup: () => Promise<QuotaStoreSetup>): void {
  describe(`quota store: ${name}`, () => {
    let context: QuotaStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    describeUse(() => context);
    describeOwnLimits(() => context);
  });
}

const processingThatCounts: ProcessingState[] = [
  { state: 'queued' },
  { state: 'running', step: 'reading', percent: 0 },
  { state: 'failed' },
];
const processingThatEnded: ProcessingState[] = [
  { state: 'ready', songId: newId(), duplicate: false },
  { state: 'rejected', code: 'not_media', message: 'No.' },
];

function describeUse(context: () => QuotaStoreSetup): void {
  const useOf = async (userId: string) =>
    (await context().quotas.readStorage([userId])).get(userId)?.use;

  test('somebody who has nothing stores nothing', async () => {
    expect(await useOf(ME)).toEqual(nothing);
    expect(await context().quotas.readStorage([])).toEqual(new Map());
  });

  test('uploads count from when they are announced, unless they ended', async () => {
    const mine = { ownerId: ME, sizeBytes: GB };
    for (const state of ['created', 'uploading', 'cancelled', 'expired'] as const) {
      await context().uploads.createUpload(sampleUpload({ ...mine, state }), null);
    }
    for (const processing of [...processingThatCounts, ...processingThatEnded]) {
      const upload = sampleUpload({ ...mine, state: 'completed', processing });
      await context().uploads.createUpload(upload, null);
    }
    await context().uploads.createUpload(sampleUpload({ ownerId: 'other' }), null);
    expect(await useOf(ME)).toEqual({ ...nothing, uploadBytes: 5 * GB });
  });

  test('an upload that is becoming a photo counts once', async () => {
    const item = sampleMedia({ ownerId: ME, rawSizeBytes: GB });
    const processing = { state: 'running', step: 'storing', percent: 50 } as const;
    const upload = { ownerId: ME, sizeBytes: GB, itemId: item.id, processing };
    await context().uploads.createUpload(sampleUpload({ ...upload, state: 'completed' }), null);
    await context().media.createMedia(item);
    expect(await useOf(ME)).toEqual({ ...nothing, mediaBytes: GB });
  });

  test('photos and videos count until they are removed for good, also in the trash', async () => {
    const items = [1, 2].map((n) => sampleMedia({ ownerId: ME, rawSizeBytes: n * GB }));
    for (const item of items) await context().media.createMedia(item);
    const ids = items.map(({ id }) => id);
    await context().media.trashMedia(ME, ids.slice(0, 1), at(1));
    expect(await useOf(ME)).toEqual({ ...nothing, mediaBytes: 3 * GB });
    await context().media.removeMedia(ME, ids.slice(0, 1), at(2));
    expect(await useOf(ME)).toEqual({ ...nothing, mediaBytes: 2 * GB });
  });

  test('a new upload is held to all of it', async () => {
    await context().media.createMedia(sampleMedia({ ownerId: ME, rawSizeBytes: 3 * GB }));
    const upload = sampleUpload({ ownerId: ME, sizeBytes: 2 * GB });
    await expect(context().uploads.createUpload(upload, 4 * GB)).rejects.toMatchObject({
      code: 'quota_exceeded',
      quota: { usedBytes: 3 * GB, limitBytes: 4 * GB, leftBytes: GB },
    });
    await context().uploads.createUpload(upload, 5 * GB);
  });
}

function describeOwnLimits(context: () => QuotaStoreSetup): void {
  test('limits are set, changed and taken away, for one person each', async () => {
    const { quotas } = context();
    const limitsOf = async (...ids: string[]) =>
      [...(await quotas.readStorage(ids)).values()].map(({ ownLimit }) => ownLimit);
    await quotas.setOwnLimit(ME, { limitBytes: 0 });
    await quotas.setOwnLimit("o'ther", { limitBytes: null });
    expect(await limitsOf(ME)).toEqual([{ limitBytes: 0 }]);
    expect(await limitsOf("o'ther")).toEqual([{ limitBytes: null }]);
    expect(await limitsOf('third')).toEqual([null]);
    await quotas.setOwnLimit(ME, { limitBytes: 2 ** 49 });
    expect(await limitsOf(ME)).toEqual([{ limitBytes: 2 ** 49 }]);
    expect(await quotas.getOwnLimit(ME)).toEqual({ limitBytes: 2 ** 49 });
    expect(await quotas.getOwnLimit('third')).toBeNull();
    for (const _ of [1, 2]) await quotas.setOwnLimit(ME, null);
    expect(await limitsOf(ME)).toEqual([null]);
    expect((await quotas.readStorage([ME, "o'ther", 'third'])).size).toBe(3);
  });
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProcessingState, Upload, UploadStore } from '../media/upload/index.ts';
import { newId, toBlobKey } from '../shared/index.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface UploadStoreSetup {
  store: UploadStore;
  dispose: () => Promise<void>;
}

const all = { guests: true };
const EPOCH = Date.UTC(2026, 0, 1);

/** Every promise of {@link UploadStore}, for any engine. */
export function describeUploadStore(name: string, setup: () => Promise<UploadStoreSetup>): void {
  describe(`upload store: ${name}`, () => {
    let context: UploadStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describeKeeping(store);
    describeLimits(store);
    describeLists(store);
    describeChanges(store);
    describeSweeps(store);
  });
}

function describeKeeping(store: () => UploadStore): void {
  test('an upload in one piece and one in parts come back as they were', async () => {
    const single = sampleUpload({ multipart: null, fingerprint: null });
    const parts = sampleUpload({
      mayAddSongs: false,
      modifiedAt: at(-1),
      photoAlbumId: newId(),
      guest: { shareId: newId(), name: '' },
      multipart: { id: 'x/y+z==', partSizeBytes: 16, partCount: 320 },
    });
    for (const upload of [single, parts]) {
      await store().createUpload(upload, null);
      expect(await store().getUpload(upload.id)).toEqual(upload);
    }
  });

  test.each(processingStates)('keeps the processing state %j', async (processing) => {
    const upload = sampleUpload({ state: 'completed', processing });
    await store().createUpload(upload, null);
    expect(await store().getUpload(upload.id)).toEqual(upload);
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const upload = sampleUpload({
      fileName: text,
      fingerprint: text,
      processing: { state: 'rejected', code: 'not_audio', message: text },
    });
    await store().createUpload(upload, null);
    expect(await store().getUpload(upload.id)).toEqual(upload);
  });

  test('refuses NUL, which not every engine can keep', async () => {
    const upload = sampleUpload({ fileName: 'a\0b.mp3' });
    const creating = store().createUpload(upload, null);
    await expect(creating).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(store().getUpload(upload.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an id is taken once, and the first upload stays', async () => {
    const upload = sampleUpload({});
    await store().createUpload(upload, null);
    const again = store().createUpload({ ...upload, fileName: 'other.mp3' }, null);
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    expect(await store().getUpload(upload.id)).toEqual(upload);
  });

  test('what does not exist is not found; forgetting it is no error', async () => {
    await expect(store().getUpload(newId())).rejects.toMatchObject({ code: 'not_found' });
    const upload = sampleUpload({});
    await store().createUpload(upload, null);
    await store().deleteUpload(upload.id);
    await store().deleteUpload(upload.id);
    await expect(store().getUpload(upload.id)).rejects.toMatchObject({ code: 'not_found' });
  });
}

function describeLimits(store: () => UploadStore): void {
  const MB = 1_000_000;

  test('an upload that fills the limit to the byte is taken, one byte more is not', async () => {
    await store().createUpload(sampleUpload({ sizeBytes: 6 * MB }), 10 * MB);
    const tooMuch = sampleUpload({ sizeBytes: 4 * MB + 1 });
    await expect(store().createUpload(tooMuch, 10 * MB)).rejects.toMatchObject({
      code: 'quota_exceeded',
      quota: { usedBytes: 6 * MB, limitBytes: 10 * MB, leftBytes: 4 * MB },
    });
    await expect(store().getUpload(tooMuch.id)).rejects.toMatchObject({ code: 'not_found' });
    await store().createUpload(sampleUpload({ sizeBytes: 4 * MB }), 10 * MB);
    const none = sampleUpload({ sizeBytes: 1, ownerId: 'somebody else' });
    await expect(store().createUpload(none, 0)).rejects.toMatchObject({ code: 'quota_exceeded' });
    await store().createUpload(none, null);
  });

  test('what a limit was lowered below leaves nothing, never less', async () => {
    await store().createUpload(sampleUpload({ sizeBytes: 6 * MB }), null);
    const more = store().createUpload(sampleUpload({ sizeBytes: 1 }), MB);
    await expect(more).rejects.toMatchObject({
      quota: { usedBytes: 6 * MB, limitBytes: MB, leftBytes: 0 },
    });
  });

  test('of 20 uploads racing for the room of 5, 5 are taken', async () => {
    const racing = Array.from({ length: 20 }, () =>
      store().createUpload(sampleUpload({ sizeBytes: 10 * MB }), 59 * MB),
    );
    const results = await Promise.allSettled(racing);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason.code).toBe('quota_exceeded');
    }
  });

  test('an upload that ended without an item makes room again', async () => {
    const cancelled = sampleUpload({ sizeBytes: 10 * MB });
    await store().createUpload(cancelled, 10 * MB);
    await expect(
      store().createUpload(sampleUpload({ sizeBytes: 10 * MB }), 10 * MB),
    ).rejects.toMatchObject({ code: 'quota_exceeded' });
    const change = { whileState: ['created'] as const, state: 'cancelled' as const };
    await store().changeUpload(cancelled.id, { ...change, updatedAt: at(1) });
    await store().createUpload(sampleUpload({ sizeBytes: 10 * MB }), 10 * MB);
  });
}

function describeLists(store: () => UploadStore): void {
  test("121 uploads of an owner come newest first, without anybody else's", async () => {
    const mine: string[] = [];
    for (let n = 0; n < 121; n++) {
      const upload = sampleUpload({ id: newId(EPOCH + n), ownerId: 'mine' });
      await store().createUpload(upload, null);
      await store().createUpload(sampleUpload({ id: newId(EPOCH + n), ownerId: "m'ine" }), null);
      mine.unshift(upload.id);
    }
    for (const limit of [1, 11, 60, 121, 200]) {
      const listed = await collectPages(
        (page) => store().listUploadsOfOwner('mine', all, page),
        limit,
      );
      expect(listed.map((upload) => upload.id)).toEqual(mine);
    }
    expect(await store().listUploadsOfOwner('nobody', all, { limit: 5 })).toEqual({
      items: [],
      next: null,
    });
  });

  test('those of visitors are left out where they are not asked for, and counted by their link', async () => {
    const shareId = newId();
    const own = sampleUpload({ id: newId(EPOCH), ownerId: 'mine' });
    const guest = { shareId, name: 'Zoë' };
    const open = ['created', 'uploading'] as const;
    for (const [n, state] of [...open, 'completed' as const, 'cancelled' as const].entries()) {
      const id = newId(EPOCH + 1 + n);
      await store().createUpload(sampleUpload({ id, ownerId: 'mine', state, guest }), null);
    }
    await store().createUpload(own, null);
    const page = { limit: 9 };
    expect((await store().listUploadsOfOwner('mine', all, page)).items).toHaveLength(5);
    const { items } = await store().listUploadsOfOwner('mine', { guests: false }, page);
    expect(items).toEqual([own]);
    expect(await store().countOpenUploadsOfShare(shareId)).toBe(2);
    expect(await store().countOpenUploadsOfShare(newId())).toBe(0);
  });

  test('uploads added and forgotten while somebody pages cost the others nothing', async () => {
    const before: Upload[] = [];
    for (let n = 0; n < 20; n++) {
      before.push(sampleUpload({ id: newId(EPOCH + n), ownerId: 'mine' }));
    }
    for (const upload of before) await store().createUpload(upload, null);
    let later = 1000;
    const listed = await collectPages(async (page) => {
      await store().createUpload(
        sampleUpload({ id: newId(EPOCH + later++), ownerId: 'mine' }),
        null,
      );
      const result = await store().listUploadsOfOwner('mine', all, page);
      // The position may point at an upload that is gone by the time it is used.
      const last = result.items.at(-1);
      if (last) await store().deleteUpload(last.id);
      return result;
    }, 6);
    const ids = listed.map((upload) => upload.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before.map((upload) => upload.id)));
  });

  test('refuses a position that is none', async () => {
    const listing = store().listUploadsOfOwner('mine', all, { limit: 5, after: ["' OR true --"] });
    await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeChanges(store: () => UploadStore): void {
  test('a change is made and answered while the state allows it', async () => {
    const upload = sampleUpload({ state: 'uploading' });
    await store().createUpload(upload, null);
    const changed = await store().changeUpload(upload.id, {
      whileState: ['created', 'uploading'],
      state: 'completed',
      processing: { state: 'queued' },
      updatedAt: at(5),
    });
    expect(changed).toEqual({
      ...upload,
      state: 'completed',
      processing: { state: 'queued' },
      updatedAt: at(5),
    });
    expect(await store().getUpload(upload.id)).toEqual(changed);
  });

  test('only what is named changes', async () => {
    const upload = sampleUpload({ state: 'completed', processing: { state: 'queued' } });
    await store().createUpload(upload, null);
    const touched = await store().changeUpload(upload.id, {
      whileState: ['completed'],
      updatedAt: at(9),
    });
    expect(touched).toEqual({ ...upload, updatedAt: at(9) });
  });

  test('a change whose conditions do not hold changes nothing', async () => {
    const upload = sampleUpload({
      state: 'completed',
      processing: { state: 'ready', songId: newId(), duplicate: false },
    });
    await store().createUpload(upload, null);
    const wrongState = { whileState: ['created', 'uploading'] as const, updatedAt: at(9) };
    expect(await store().changeUpload(upload.id, { ...wrongState, state: 'cancelled' })).toBeNull();
    const wrongProcessing = {
      whileState: ['completed'] as const,
      whileProcessing: ['queued', 'running'] as const,
      processing: { state: 'failed' } as const,
      updatedAt: at(9),
    };
    expect(await store().changeUpload(upload.id, wrongProcessing)).toBeNull();
    expect(await store().getUpload(upload.id)).toEqual(upload);
  });

  test('an upload that does not exist cannot change', async () => {
    const changing = store().changeUpload(newId(), { whileState: ['created'], updatedAt: at(0) });
    await expect(changing).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([2, 20])('of %i callers racing for one transition, one makes it', async (count) => {
    const upload = sampleUpload({ state: 'uploading' });
    await store().createUpload(upload, null);
    const results = await Promise.all(
      Array.from({ length: count }, (_, n) =>
        store().changeUpload(upload.id, {
          whileState: ['uploading'],
          state: 'completed',
          processing: { state: 'running', step: 'reading', percent: n },
          updatedAt: at(n),
        }),
      ),
    );
    const winners = results.filter((result) => result !== null);
    expect(winners).toHaveLength(1);
    expect(await store().getUpload(upload.id)).toEqual(winners[0]);
  });
}

function describeSweeps(store: () => UploadStore): void {
  test('expired uploads are the unfinished ones whose time is up, oldest first', async () => {
    const late = sampleUpload({ state: 'created', expiresAt: at(5) });
    const first = sampleUpload({ state: 'uploading', expiresAt: at(1) });
    const exact = sampleUpload({ state: 'uploading', expiresAt: at(10) });
    await createAll(store(), [
      late,
      first,
      exact,
      sampleUpload({ state: 'created', expiresAt: at(11) }),
      sampleUpload({ state: 'completed', expiresAt: at(1) }),
      sampleUpload({ state: 'cancelled', expiresAt: at(1) }),
      sampleUpload({ state: 'expired', expiresAt: at(1) }),
    ]);
    expect(await store().listExpiredUploads(at(10), 10)).toEqual([first, late, exact]);
    expect(await store().listExpiredUploads(at(10), 2)).toEqual([first, late]);
    expect(await store().listExpiredUploads(at(0), 10)).toEqual([]);
  });

  test('stalled uploads are completed ones in processing that nobody touched', async () => {
    const running = { state: 'running', step: 'measuring', percent: 40 } as const;
    const queued = sampleUpload({
      state: 'completed',
      processing: { state: 'queued' },
      updatedAt: at(2),
    });
    const stuck = sampleUpload({ state: 'completed', processing: running, updatedAt: at(1) });
    await createAll(store(), [
      queued,
      stuck,
      sampleUpload({ state: 'completed', processing: running, updatedAt: at(3) }),
      sampleUpload({ state: 'completed', processing: { state: 'failed' }, updatedAt: at(1) }),
      sampleUpload({ state: 'uploading', processing: { state: 'none' }, updatedAt: at(1) }),
    ]);
    const ids = (uploads: Upload[]) => uploads.map((upload) => upload.id).toSorted();
    const stalled = await store().listStalledUploads(at(3), 10);
    expect(ids(stalled)).toEqual(ids([queued, stuck]));
    expect(await store().listStalledUploads(at(3), 1)).toHaveLength(1);
  });

  test('130 expired uploads all come up, batch by batch', async () => {
    for (let n = 0; n < 130; n++) {
      await store().createUpload(sampleUpload({ state: 'created', expiresAt: at(0) }), null);
    }
    let swept = 0;
    for (;;) {
      const batch = await store().listExpiredUploads(at(1), 50);
      if (batch.length === 0) break;
      for (const upload of batch) {
        const change = { whileState: ['created'] as const, state: 'expired' as const };
        if (await store().changeUpload(upload.id, { ...change, updatedAt: at(1) })) swept++;
      }
    }
    expect(swept).toBe(130);
  });
}

const processingStates: ProcessingState[] = [
  { state: 'none' },
  { state: 'queued' },
  { state: 'running', step: 'encoding', percent: 100 },
  { state: 'ready', songId: newId(), duplicate: true },
  { state: 'ready', mediaId: newId() },
  { state: 'rejected', code: 'corrupt_audio', message: 'It ends in the middle.' },
  { state: 'failed' },
];

/** An upload as it begins, of the person `someone`. */
export function sampleUpload(given: Partial<Upload>): Upload {
  const id = newId();
  return {
    id,
    ownerId: 'someone',
    fileName: 'Song.flac',
    sizeBytes: 5 * 1024 ** 3,
    fingerprint: 'Song.flac-1-2',
    state: 'created',
    rawKey: toBlobKey(`raw/${id}`),
    multipart: null,
    itemId: newId(),
    mayAddSongs: true,
    modifiedAt: null,
    photoAlbumId: null,
    guest: null,
    processing: { state: 'none' },
    createdAt: at(0),
    updatedAt: at(0),
    expiresAt: at(60),
    ...given,
  };
}

async function createAll(store: UploadStore, uploads: Upload[]): Promise<void> {
  for (const upload of uploads) await store.createUpload(upload, null);
}

function at(minute: number): Date {
  return new Date(EPOCH + minute * 60_000);
}

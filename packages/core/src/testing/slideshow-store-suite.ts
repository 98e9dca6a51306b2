import { slideshowLimits } from '@madrigal/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../shared/index.ts';
import { keysOfRun, type SlideshowRecord, type SlideshowStore } from '../slideshow/index.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface SlideshowStoreSetup {
  store: SlideshowStore;
  dispose: () => Promise<void>;
}

const EPOCH = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(EPOCH + seconds * 1000);
const NOT_FOUND = { code: 'not_found' };
const CONFLICT = { code: 'conflict' };

/** Every promise of {@link SlideshowStore}, for any engine. */
export function describeSlideshowStore(
  name: string,
  setup: () => Promise<SlideshowStoreSetup>,
): void {
  describe(`slideshow store: ${name}`, () => {
    let context: SlideshowStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describeCreation(store);
    describeLists(store);
    describeChanges(store);
    describeRuns(store);
    describeBeats(store);
  });
}

function describeCreation(store: () => SlideshowStore): void {
  test('a slideshow comes back as it was', async () => {
    for (const created of [sampleSlideshow(), fullSample()]) {
      await store().createSlideshow(created);
      expect(await store().getSlideshow(created.id)).toEqual(created);
    }
  });

  test.each(hostileTexts)('captions and names %s make the round trip', async (_name, text) => {
    const created = sampleSlideshow({ name: text });
    created.spec.photos[0] = { mediaId: newId(), caption: text, focus: null, clip: null };
    await store().createSlideshow(created);
    expect(await store().getSlideshow(created.id)).toEqual(created);
  });

  test('as many photos as can be asked for fit', async () => {
    const created = sampleSlideshow();
    created.spec.photos = Array.from({ length: slideshowLimits.photos.max }, () => ({
      mediaId: newId(),
      caption: 'ü'.repeat(slideshowLimits.captionChars),
      focus: { x: 0.25, y: 1 },
      clip: { startMs: 1, lengthMs: 500 },
    }));
    await store().createSlideshow(created);
    expect(await store().getSlideshow(created.id)).toEqual(created);
  });

  test('an id is used once', async () => {
    const created = sampleSlideshow();
    await store().createSlideshow(created);
    const again = store().createSlideshow({ ...sampleSlideshow(), id: created.id });
    await expect(again).rejects.toMatchObject(CONFLICT);
  });

  test('an idempotency key stands for one slideshow of its owner', async () => {
    const first = sampleSlideshow({ idempotencyKey: 'k' });
    await store().createSlideshow(first);
    const second = store().createSlideshow(sampleSlideshow({ idempotencyKey: 'k' }));
    await expect(second).rejects.toMatchObject(CONFLICT);
    const other = sampleSlideshow({ ownerId: 'other', idempotencyKey: 'k' });
    await store().createSlideshow(other);
    expect(await store().findByIdempotencyKey('owner', 'k')).toEqual(first);
    expect(await store().findByIdempotencyKey('other', 'k')).toEqual(other);
    expect(await store().findByIdempotencyKey('owner', 'x')).toBeNull();
    for (let i = 0; i < 3; i += 1)
      await store().createSlideshow(sampleSlideshow({ idempotencyKey: null }));
  });

  test.each([2, 20])('of %i callers racing with one key, one succeeds', async (count) => {
    const all = Array.from({ length: count }, () =>
      store().createSlideshow(sampleSlideshow({ idempotencyKey: 'k' })),
    );
    const done = await Promise.allSettled(all);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('what does not exist is not found, and deleting it is no error', async () => {
    await expect(store().getSlideshow(newId())).rejects.toMatchObject(NOT_FOUND);
    const change = store().changeSlideshow(newId(), { whileState: ['queued'], updatedAt: at(0) });
    await expect(change).rejects.toMatchObject(NOT_FOUND);
    const created = sampleSlideshow();
    await store().createSlideshow(created);
    await store().deleteSlideshow(created.id);
    await store().deleteSlideshow(created.id);
    await expect(store().getSlideshow(created.id)).rejects.toMatchObject(NOT_FOUND);
  });
}

function describeLists(store: () => SlideshowStore): void {
  test('bytes are those of finished slideshows, of the people asked for', async () => {
    const finished = (bytes: number, change: Partial<SlideshowRecord>) => {
      const id = newId();
      const size = { sizeBytes: bytes, durationMs: 1, width: 2, height: 2 };
      const result = { ...keysOfRun({ id, preview: false }, newId()), ...size };
      return store().createSlideshow(sampleSlideshow({ id, state: 'ready', result, ...change }));
    };
    for (let n = 0; n < 120; n++) await finished(2 ** 33, {});
    await finished(1, { preview: true });
    await finished(7, { ownerId: "o'ther" });
    await store().createSlideshow(sampleSlideshow());
    expect(await store().sumBytesOf(['owner', "o'ther", 'nobody'])).toEqual(
      new Map([
        ['owner', 120 * 2 ** 33],
        ["o'ther", 7],
        ['nobody', 0],
      ]),
    );
    expect(await store().sumBytesOf([])).toEqual(new Map());
  });

  test('45 slideshows of an owner come newest first, previews apart', async () => {
    const expected: string[] = [];
    for (let n = 0; n < 45; n += 1) {
      const each = sampleSlideshow({ id: newId(EPOCH + n) });
      await store().createSlideshow(each);
      expected.unshift(each.id);
    }
    const previews = [sampleSlideshow({ preview: true }), sampleSlideshow({ preview: true })];
    for (const each of [...previews, sampleSlideshow({ ownerId: 'other' })]) {
      await store().createSlideshow(each);
    }
    for (const limit of [1, 7, 45, 100]) {
      const listed = await collectPages(
        (page) => store().listSlideshowsOfOwner('owner', page),
        limit,
      );
      expect(listed.map(({ id }) => id)).toEqual(expected);
    }
    const wrong = store().listSlideshowsOfOwner('owner', { limit: 1, after: ['x'] });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_cursor' });
    const ids = (await store().listPreviewsOfOwner('owner', 10)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(previews.map(({ id }) => id).toSorted());
    expect(await store().listPreviewsOfOwner('owner', 1)).toHaveLength(1);
    expect(await store().listPreviewsOfOwner('nobody', 10)).toEqual([]);
  });

  test('old previews are found by their age', async () => {
    const make = async (change: Partial<SlideshowRecord>) => {
      const each = sampleSlideshow(change);
      await store().createSlideshow(each);
      return each.id;
    };
    const second = await make({ preview: true, createdAt: at(2) });
    const first = await make({ preview: true, createdAt: at(1) });
    await make({ preview: true, createdAt: at(3) });
    await make({ preview: false, createdAt: at(1) });
    const old = async (limit: number) =>
      (await store().listPreviewsBefore(at(3), limit)).map(({ id }) => id);
    expect(await old(10)).toEqual([first, second]);
    expect(await old(1)).toEqual([first]);
  });

  test('those that wait or run and were not touched for long are found', async () => {
    const make = async (state: SlideshowRecord['state'], seconds: number) => {
      const each = sampleSlideshow({ state, updatedAt: at(seconds) });
      await store().createSlideshow(each);
      return each.id;
    };
    const rendering = await make('rendering', 2);
    const queued = await make('queued', 1);
    await make('queued', 3);
    for (const state of ['ready', 'failed', 'cancelled'] as const) await make(state, 1);
    const stalled = async (limit: number) =>
      (await store().listStalledSlideshows(at(3), limit)).map(({ id }) => id);
    expect(await stalled(10)).toEqual([queued, rendering]);
    expect(await stalled(1)).toEqual([queued]);
  });
}

function describeChanges(store: () => SlideshowStore): void {
  test('a change is made and answered while the state allows it', async () => {
    const created = sampleSlideshow();
    await store().createSlideshow(created);
    const full = fullSample();
    const { spec, name, round, runId, percent, remainingMs, failure, skipped, result } = full;
    const change = { spec, name, round, runId, percent, remainingMs, failure, skipped, result };
    const made = { ...change, state: 'ready', announced: true, finishedAt: at(9) } as const;
    const changed = await store().changeSlideshow(created.id, {
      whileState: ['queued', 'rendering'],
      ...made,
      updatedAt: at(5),
    });
    expect(changed).toEqual({ ...created, ...made, updatedAt: at(5) });
    expect(await store().getSlideshow(created.id)).toEqual(changed);
    const refused = { whileState: ['queued', 'failed'], percent: 1, updatedAt: at(6) } as const;
    expect(await store().changeSlideshow(created.id, refused)).toBeNull();
    expect(await store().getSlideshow(created.id)).toEqual(changed);
  });

  test('what is not named stays, and null empties', async () => {
    const created = fullSample();
    await store().createSlideshow(created);
    const untouched = await store().changeSlideshow(created.id, {
      whileState: [created.state],
      updatedAt: at(7),
    });
    expect(untouched).toEqual({ ...created, updatedAt: at(7) });
    const empty = { remainingMs: null, failure: null, result: null, finishedAt: null, skipped: [] };
    const emptied = await store().changeSlideshow(created.id, {
      whileState: [created.state],
      ...empty,
      updatedAt: at(8),
    });
    expect(emptied).toEqual({ ...created, ...empty, updatedAt: at(8) });
  });
}

function describeRuns(store: () => SlideshowStore): void {
  test('a run that does not have it any more changes nothing', async () => {
    const [mine, theirs] = [newId(), newId()];
    const created = sampleSlideshow({ state: 'rendering', runId: mine });
    await store().createSlideshow(created);
    const report = (whileRun: string, percent: number) =>
      store().changeSlideshow(created.id, {
        whileState: ['rendering'],
        whileRun,
        percent,
        updatedAt: at(1),
      });
    expect((await report(mine, 10))?.percent).toBe(10);
    expect(await report(theirs, 20)).toBeNull();
    await store().changeSlideshow(created.id, {
      whileState: ['rendering'],
      runId: theirs,
      updatedAt: at(2),
    });
    expect(await report(mine, 30)).toBeNull();
    expect((await report(theirs, 40))?.percent).toBe(40);
  });

  test.each([2, 20])('of %i that end it at once, one does', async (count) => {
    const runId = newId();
    const created = sampleSlideshow({ state: 'rendering', runId });
    await store().createSlideshow(created);
    const states = ['ready', 'cancelled', 'failed'] as const;
    const ended = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        store().changeSlideshow(created.id, {
          whileState: ['rendering'],
          state: states[index % states.length] ?? 'ready',
          updatedAt: at(index),
        }),
      ),
    );
    const winners = ended.filter((each) => each !== null);
    expect(winners).toHaveLength(1);
    expect(await store().getSlideshow(created.id)).toEqual(winners[0]);
  });
}

function describeBeats(store: () => SlideshowStore): void {
  test('beats of a song are kept, and replaced', async () => {
    const beats = { beatsMs: [0.5, 500.25, 1000], tempoBpm: 120.1, confidence: 0.9 };
    expect(await store().findBeats('hash')).toBeNull();
    await store().putBeats('hash', beats);
    expect(await store().findBeats('hash')).toEqual(beats);
    const none = { beatsMs: [], tempoBpm: null, confidence: 0 };
    await store().putBeats('hash', none);
    expect(await store().findBeats('hash')).toEqual(none);
    expect(await store().findBeats('other')).toBeNull();
  });
}

function sampleSlideshow(change: Partial<SlideshowRecord> = {}): SlideshowRecord {
  return {
    id: newId(),
    ownerId: 'owner',
    name: 'Summer',
    preview: false,
    spec: {
      photos: [newId(), newId()].map((mediaId) => ({
        mediaId,
        caption: null,
        focus: null,
        clip: null,
      })),
      pace: { kind: 'seconds', secondsPerPhoto: 4 },
      transition: { kind: 'fade', durationMs: 1000 },
      ...{ motion: 'gentle', fit: 'auto', title: null, aspect: '16:9', resolution: '1080p' },
      ...{ fps: 30, music: null, cutsOnBeat: false, skipBroken: false },
    },
    idempotencyKey: null,
    ...{ state: 'queued', round: 1, runId: null, percent: 0, remainingMs: null },
    ...{ failure: null, skipped: [], result: null, announced: false },
    ...{ createdAt: at(0), updatedAt: at(0), finishedAt: null },
    ...change,
  };
}

function fullSample(): SlideshowRecord {
  const id = newId();
  const runId = newId();
  const music = { songId: newId(), startMs: 1, fadeInMs: 2, fadeOutMs: 3, targetLufs: -14.5 };
  return sampleSlideshow({
    ...{ id, runId, state: 'failed', round: 3, percent: 57, remainingMs: 2 ** 40 },
    spec: {
      ...sampleSlideshow().spec,
      music,
      pace: { kind: 'song' },
      cutsOnBeat: true,
      title: 'Hi',
    },
    failure: { code: 'broken_photo', message: 'no', mediaId: newId() },
    skipped: [newId(), newId()],
    result: {
      ...keysOfRun({ id, preview: false }, runId),
      sizeBytes: 2 ** 40,
      durationMs: 5,
      width: 2,
      height: 4,
    },
    ...{ announced: true, updatedAt: at(2), finishedAt: at(3) },
  });
}

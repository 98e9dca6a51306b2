import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFilesystemBlobs, type FilesystemBlobs } from '@madrigal/adapters/blobs/filesystem';
import {
  createSlideshowStore,
  openPostgres,
  type Postgres,
} from '@madrigal/adapters/database/postgres';
import {
  createTestDatabase,
  type TestDatabase,
} from '@madrigal/adapters/database/postgres/testing';
import type { CatalogueStore, Song } from '@madrigal/core/catalog';
import type { Caller } from '@madrigal/core/identity';
import {
  type JobSender,
  type Logger,
  MadrigalError,
  newId,
  toBlobKey,
} from '@madrigal/core/shared';
import {
  type BeatDetector,
  BrokenPhotoError,
  createOwnedSlideshows,
  createSlideshows,
  failSlideshow,
  type RenderDeps,
  runSlideshow,
  type SlideshowPhotos,
  type SlideshowRenderer,
  type SlideshowStore,
  sweepSlideshowFiles,
  sweepSlideshows,
} from '@madrigal/core/slideshow';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };
const caller: Caller = { userId: 'ada', role: 'listener' };
const photoIds = [newId(), newId(), newId()];
const song = {
  ...{ id: newId(), durationMs: 60_000, contentHash: 'hash', published: true, deletedAt: null },
  ...{ loudness: { integratedLufs: -14 }, original: { key: toBlobKey('library/songs/a.mp3') } },
} as unknown as Song;

let database: TestDatabase;
let postgres: Postgres;
let store: SlideshowStore;
let blobs: FilesystemBlobs;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'madrigal-slideshows-'));
  database = await createTestDatabase();
  postgres = openPostgres(database);
  store = createSlideshowStore(postgres.db);
});
afterAll(async () => {
  await blobs.close();
  await postgres.close();
  await database.dispose();
  await rm(dir, { recursive: true });
});

type Render = (ids: readonly string[], signal: AbortSignal) => Promise<void>;

/** Use cases on real stores, with a renderer that does as the test says. */
async function createBench() {
  await postgres.pool.query('TRUNCATE slideshows, song_beats');
  await blobs?.close();
  const root = await mkdtemp(join(dir, 'blobs-'));
  const clock = { now: () => new Date() };
  blobs = await createFilesystemBlobs({
    root,
    presign: { secret: Buffer.from('s'), basePath: '/raw' },
    clock,
    reuseOpenFilesMs: 0,
  });
  await blobs.store.write(song.original.key, Buffer.from('song'));
  const bench = {
    sent: [] as string[],
    mails: [] as string[],
    detected: 0,
    gone: new Set<string>(),
    render: (async () => {}) as Render,
  };
  const renderer: SlideshowRenderer = {
    render: async (timeline, _sources, target, { onProgress, signal }) => {
      onProgress(timeline.frameCount / 2);
      await bench.render(
        timeline.slots.map(({ photoId }) => photoId),
        signal,
      );
      await writeFile(target.path, 'video');
      await writeFile(target.posterPath, 'poster');
      return { width: 16, height: 9, durationMs: 8000, sizeBytes: 5 };
    },
  };
  const beats: BeatDetector = {
    detect: async () => {
      bench.detected += 1;
      return { beatsMs: [0, 500, 1000], tempoBpm: 120, confidence: 1 };
    },
  };
  const there = (ids: readonly string[]) => ids.filter((id) => photoIds.includes(id));
  const photos: SlideshowPhotos = {
    findPhotos: async (ownerId, ids) =>
      ownerId === caller.userId
        ? there(ids).map((id) => ({ id, width: 400, height: 300, focus: null, durationMs: null }))
        : [],
    withFiles: (_, ids, _signal, use) =>
      use(
        new Map(
          there(ids)
            .filter((id) => !bench.gone.has(id))
            .map((id) => [id, `/${id}`]),
        ),
      ),
  };
  const catalogue = {
    getSong: async (id: string) => {
      if (id === song.id) return song;
      throw new MadrigalError('not_found', 'There is no such song.');
    },
  } as Pick<CatalogueStore, 'getSong'>;
  const jobs: JobSender = {
    send: async ({ kind, dedupeKey, group }) =>
      void bench.sent.push(`${kind} ${dedupeKey} ${group}`),
  };
  const deps: RenderDeps & { jobs: JobSender } = {
    ...{ slideshows: store, photos, catalogue, processed: blobs.store, jobs, clock, newId, logger },
    ...{ renderer, beats, publicUrl: null, reportEveryMs: 10 },
    events: {
      publish: async () => {},
      subscribe: async () => () => {},
      forgetUser: async () => {},
    },
    sniffer: { sniff: async () => ({ kind: 'audio', container: 'mp3' }) },
    directory: {
      getAccount: async (id) => ({
        id,
        name: 'Ada',
        email: 'a@b.c',
        role: 'listener',
        language: 'de',
      }),
    },
    postOffice: { deliver: async (id) => void bench.mails.push(id) },
    withTempDir: async (use) => use(await mkdtemp(join(dir, 'job-'))),
  };
  return Object.assign(bench, {
    deps,
    slideshows: createSlideshows({ ...deps, checkRoom: async () => {} }),
    run: (id: string, signal = never) => runSlideshow(deps, id, signal),
    keys: async () =>
      (await blobs.store.list('library/slideshows/', { limit: 100 })).items.map(({ key }) => key),
  });
}

let bench: Awaited<ReturnType<typeof createBench>>;
beforeEach(async () => {
  bench = await createBench();
});

const request = (change: object = {}, preview = false) => ({
  spec: {
    photos: photoIds.map((mediaId) => ({ mediaId, caption: null, focus: null })),
    ...{
      pace: { kind: 'seconds', secondsPerPhoto: 2 },
      transition: { kind: 'cut', durationMs: 0 },
    },
    ...{ motion: 'none', fit: 'auto', title: null, aspect: '16:9', resolution: '720p', fps: 25 },
    ...{ music: null, cutsOnBeat: false, skipBroken: false, ...change },
  } as never,
  preview,
});
const create = (change: object = {}, key: string | null = null) =>
  bench.slideshows.create(caller, request(change), key);
const music = { songId: song.id, startMs: 0, fadeInMs: 0, fadeOutMs: 0, targetLufs: null };

/** Runs one until its renderer is at work, and says how to go on. */
async function begin(id: string, signal = never) {
  const { promise: going, resolve: begun } = Promise.withResolvers<void>();
  const { promise: held, resolve: finish, reject } = Promise.withResolvers<void>();
  bench.render = (_, renderSignal) => {
    renderSignal.addEventListener('abort', () => reject(renderSignal.reason));
    begun();
    return held;
  };
  const ended = bench.run(id, signal);
  await going;
  return { ended, finish };
}

describe('a slideshow', () => {
  test('is made, told of and written about once', async () => {
    const { id } = await create({ music, cutsOnBeat: true });
    expect(bench.sent).toEqual([`slideshow.render slideshow:${id}:1 ada`]);
    await bench.run(id);
    await bench.run(id);
    const made = await bench.slideshows.get(caller, id);
    expect(made).toMatchObject({ state: 'ready', percent: 100, announced: true });
    expect((await bench.keys()).toSorted()).toEqual(
      [made.result?.poster, made.result?.video].toSorted(),
    );
    expect(bench.mails).toEqual([`slideshow-${id}`]);
  });

  test('with beats has its song listened to once', async () => {
    for (let n = 0; n < 2; n += 1) await bench.run((await create({ music, cutsOnBeat: true })).id);
    expect(bench.detected).toBe(1);
  });

  test('asked for twice with one key is one; with another wish it is a conflict', async () => {
    const first = await create({}, 'k');
    expect((await create({}, 'k')).id).toBe(first.id);
    await expect(create({ title: 'x' }, 'k')).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['photos of somebody else', { photos: [newId(), newId()].map((mediaId) => ({ mediaId })) }],
    ['a song that is not there', { music: { ...music, songId: newId() } }],
    ['beats without a song', { cutsOnBeat: true }],
    ['more than two hours', { pace: { kind: 'seconds', secondsPerPhoto: 2401 } }],
  ])('of %s is refused', async (_, change) => {
    await expect(create(change)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('is nobody else’s business', async () => {
    const { id } = await create();
    const eve = { ...caller, userId: 'eve' };
    for (const act of ['get', 'cancel', 'delete'] as const) {
      await expect(bench.slideshows[act](eve, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('stopping', () => {
  test('a cancelled run ends by itself and leaves nothing; retried it is made', async () => {
    const { id } = await create();
    const { ended } = await begin(id);
    await bench.slideshows.cancel(caller, id);
    await ended;
    expect(await bench.keys()).toEqual([]);
    expect((await bench.slideshows.cancel(caller, id)).state).toBe('cancelled');
    await bench.run(id);
    expect((await bench.slideshows.get(caller, id)).state).toBe('cancelled');
    await bench.slideshows.retry(caller, id, {});
    expect(bench.sent.at(-1)).toBe(`slideshow.render slideshow:${id}:2 ada`);
    bench.render = async () => {};
    await bench.run(id);
    expect((await bench.slideshows.get(caller, id)).state).toBe('ready');
    const late = bench.slideshows.cancel(caller, id);
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a deleted one leaves nothing, under way or ready', async () => {
    const { id } = await create();
    const { ended, finish } = await begin(id);
    await bench.slideshows.delete(caller, id);
    finish();
    await ended;
    const other = await create();
    bench.render = async () => {};
    await bench.run(other.id);
    await bench.slideshows.delete(caller, other.id);
    expect(await bench.keys()).toEqual([]);
  });

  test('a worker that stops gives it back', async () => {
    const { id } = await create();
    const stop = new AbortController();
    const { ended } = await begin(id, stop.signal);
    stop.abort(new Error('stopping'));
    await expect(ended).rejects.toThrow('stopping');
    bench.render = async () => {};
    await bench.run(id);
    expect((await bench.slideshows.get(caller, id)).state).toBe('ready');
  });

  test('two runs at once make one video: the one that began last', async () => {
    const { id } = await create();
    const first = await begin(id);
    bench.render = async () => {};
    await bench.run(id);
    first.finish();
    await first.ended;
    const { result, state } = await bench.slideshows.get(caller, id);
    expect(state).toBe('ready');
    expect((await bench.keys()).toSorted()).toEqual([result?.poster, result?.video].toSorted());
  });
});

describe('failing', () => {
  const breaks = (broken: string) => {
    bench.render = async (ids) => {
      if (ids.includes(broken)) throw new BrokenPhotoError(broken);
    };
  };

  test('names the broken photo, and goes without it when asked to', async () => {
    const [, broken = ''] = photoIds;
    const { id } = await create();
    breaks(broken);
    await bench.run(id);
    const failed = await bench.slideshows.get(caller, id);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'broken_photo', mediaId: broken },
    });
    await bench.slideshows.retry(caller, id, { skipBroken: true });
    await bench.run(id);
    expect(await bench.slideshows.get(caller, id)).toMatchObject({
      state: 'ready',
      skipped: [broken],
    });
  });

  test('names a photo that is gone', async () => {
    const [gone = ''] = photoIds;
    bench.gone.add(gone);
    const { id } = await create();
    await bench.run(id);
    const { failure } = await bench.slideshows.get(caller, id);
    expect(failure).toMatchObject({ code: 'missing_photo', mediaId: gone });
    const skipping = await create({ skipBroken: true });
    await bench.run(skipping.id);
    expect(await bench.slideshows.get(caller, skipping.id)).toMatchObject({ skipped: [gone] });
  });

  test('leaves at least two photos to show', async () => {
    for (const id of photoIds.slice(0, 2)) bench.gone.add(id);
    const { id } = await create({ skipBroken: true });
    await bench.run(id);
    expect((await bench.slideshows.get(caller, id)).state).toBe('failed');
  });

  test('for no good reason is worth another try, and ends when none is left', async () => {
    const { id } = await create();
    bench.render = () => Promise.reject(new Error('bad luck'));
    await expect(bench.run(id)).rejects.toThrow('bad luck');
    expect((await bench.slideshows.get(caller, id)).state).toBe('rendering');
    await failSlideshow(bench.deps, id, new Date());
    const failed = await bench.slideshows.get(caller, id);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'internal' } });
    bench.render = async () => {};
    await bench.run(id); // an admin had the dead letter delivered again
    expect((await bench.slideshows.get(caller, id)).state).toBe('ready');
  });
});

describe('sweeping', () => {
  const sweep = (deadJobs: { payload: unknown; diedAt: Date }[] = [], laterMs = 0) =>
    sweepSlideshows({
      ...bench.deps,
      clock: { now: () => new Date(Date.now() + laterMs) },
      deadJobs: { listDead: async () => deadJobs as never },
      stalledAfterMs: HOUR_MS,
    });

  test('sends again what was lost, fails what died, drops old previews', async () => {
    const lost = await create();
    const dead = await create();
    const preview = await bench.slideshows.create(caller, request({}, true), null);
    await sweep([{ payload: { slideshowId: dead.id }, diedAt: new Date() }]);
    expect((await bench.slideshows.get(caller, dead.id)).state).toBe('failed');
    bench.sent.length = 0;
    await sweep([], 25 * HOUR_MS);
    expect(bench.sent).toContain(`slideshow.render slideshow:${lost.id}:1 ada`);
    const looked = bench.slideshows.get(caller, preview.id);
    await expect(looked).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['before its slideshow is ready', true],
    ['after its slideshow is ready', false],
  ])('a worker that dies with its video stored, %s, leaves one video', async (_, before) => {
    const { id } = await create();
    const { promise: reached, resolve: die } = Promise.withResolvers<void>();
    const dead = new Promise<never>(() => {});
    const dying: RenderDeps = {
      ...bench.deps,
      slideshows: {
        ...store,
        changeSlideshow: async (slideshowId, change) => {
          if (change.state !== 'ready') return store.changeSlideshow(slideshowId, change);
          if (!before) await store.changeSlideshow(slideshowId, change);
          die();
          return dead;
        },
      },
    };
    void runSlideshow(dying, id, never);
    await reached;
    expect(await bench.keys()).toHaveLength(2);
    await bench.run(id);
    const { state, result } = await bench.slideshows.get(caller, id);
    expect(state).toBe('ready');
    expect((await bench.keys()).toSorted()).toEqual([result?.poster, result?.video].toSorted());
    expect(bench.mails).toEqual([`slideshow-${id}`]);
    expect(await sweepSlideshowFiles(bench.deps)).toBe(0);
  });

  test('keeps the files of slideshows and drops all others', async () => {
    const { id } = await create();
    await bench.run(id);
    const kept = await bench.keys();
    for (const stray of [`${id}/${newId()}.mp4`, `${newId()}/${newId()}.jpg`]) {
      await blobs.store.write(toBlobKey(`library/slideshows/${stray}`), Buffer.from('x'));
    }
    expect(await sweepSlideshowFiles(bench.deps)).toBe(2);
    expect(await bench.keys()).toEqual(kept);
  });

  test('a new preview takes the place of the last one', async () => {
    const first = await bench.slideshows.create(caller, request({}, true), null);
    await bench.slideshows.create(caller, request({}, true), null);
    const looked = bench.slideshows.get(caller, first.id);
    await expect(looked).rejects.toMatchObject({ code: 'not_found' });
    expect((await bench.slideshows.list(caller, { limit: 10 })).items).toEqual([]);
  });

  test('an account takes its slideshows along, and leaves none', async () => {
    const { id } = await create();
    await bench.run(id);
    await bench.slideshows.create(caller, request({}, true), null);
    const owned = createOwnedSlideshows(bench.deps);
    expect(await owned.exportAll(caller)).toMatchObject([{ id, state: 'ready' }]);
    await owned.removeAll(caller);
    expect(await bench.keys()).toEqual([]);
    expect(await store.listPreviewsOfOwner(caller.userId, 10)).toEqual([]);
  });
});

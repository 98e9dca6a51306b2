import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '@madrigal/core/identity';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import {
  clearRemovedMedia,
  createMedia,
  createOwnedMedia,
  type MediaItem,
  type MediaProcessor,
  markMediaFailed,
  mediaPrefix,
  processMedia,
  receivedMedia,
  sendProcessing,
  sweepMedia,
} from '@madrigal/core/media/items';
import { type BlobStore, type DeadJob, type NewJob, newId } from '@madrigal/core/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMediaStore, openPostgres, type Postgres } from '../../database/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import { openTestStore } from './testing/open-test-store.ts';

const DAY_MS = 86_400_000;
const never = new AbortController().signal;
const caller: Caller = { userId: 'me', role: 'listener' };
const logger = { info() {}, warn() {}, error() {}, child: () => logger };

/** What processing would find out of any picture. */
const facts = {
  ...{ capture: null, width: 40, height: 30, durationMs: null, animated: false, orientation: 1 },
  ...{ placeholder: null, perceptualHash: null, focus: null, score: null },
  ...{ location: null, camera: null },
};

let database: TestDatabase;
let postgres: Postgres;
beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
});
afterAll(async () => {
  await postgres.close();
  await database.dispose();
});

/** Writes two files of which one is a rendition. */
const twoFiles: MediaProcessor = {
  process: async (_, { dir }) => {
    const files = ['320.jpg', 'part.bin'].map((name) => ({ name, path: join(dir, name) }));
    for (const { path } of files) await writeFile(path, path);
    const size = { sizeBytes: 9, width: 40, height: 30 };
    const rendition = { name: '320.jpg', role: 'image', mimeType: 'image/jpeg', ...size } as const;
    return { facts, files, renditions: [rendition] };
  },
};

async function openWorld(processor: MediaProcessor = twoFiles) {
  const [raw, processed] = [await openTestStore({}), await openTestStore({})];
  const sent: NewJob[] = [];
  const dead: DeadJob[] = [];
  let now = new Date('2026-01-01T00:00:00Z');
  const media = createMediaStore(postgres.db);
  const deps = {
    media,
    raw: raw.blobs.store,
    processed: processed.blobs.store,
    jobs: { send: async (job: NewJob) => void sent.push(job) },
    events: {
      publish: async () => {},
      subscribe: async () => async () => {},
      forgetUser: async () => {},
    },
    clock: { now: () => now },
    deadJobs: { listDead: async () => dead },
    processors: { image: processor, video: processor },
    renditionTtlMs: 30 * DAY_MS,
    stalledAfterMs: 60_000,
    withTempDir: async <T>(use: (dir: string) => Promise<T>) => {
      const dir = await mkdtemp(join(tmpdir(), 'madrigal-media-'));
      return use(dir).finally(() => rm(dir, { recursive: true }));
    },
    logger,
  };
  const objectsOf = async ({ id }: MediaItem) => {
    const { items } = await deps.processed.list(mediaPrefix(id), { limit: 100 });
    return items.map(({ key }) => key.slice(mediaPrefix(id).length));
  };
  return {
    ...{ deps, sent, dead, objectsOf, uses: createMedia(deps) },
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    sweep: () => sweepMedia(deps),
    process: (item: MediaItem) => processMedia(deps, item.id, never),
    receive: async () => {
      const received = { kind: 'image', format: 'jpeg', fileName: 'a.jpg', sizeBytes: 3 } as const;
      const ids = { id: newId(), ownerId: 'me', guestName: null };
      const item = receivedMedia({ ...ids, ...received, modifiedAt: null, receivedAt: now });
      await media.createMedia(item);
      await deps.raw.write(item.rawKey, new Uint8Array(3));
      await sendProcessing(deps, item);
      return item;
    },
    dispose: async () => {
      await raw.dispose();
      await processed.dispose();
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

async function inWorld(work: (world: World) => Promise<void>, processor?: MediaProcessor) {
  const world = await openWorld(processor);
  await work(world).finally(() => world.dispose());
}

beforeEach(async () => {
  await postgres.pool.query('TRUNCATE media, media_remains');
});

describe('renditions', () => {
  test('expire after their time, and are made again when somebody looks', () =>
    inWorld(async ({ uses, receive, process, objectsOf, sweep, pass, sent, deps }) => {
      const item = await receive();
      await process(item);
      expect(await objectsOf(item)).toEqual(['1/320.jpg', '1/part.bin']);
      pass(30 * DAY_MS - 1);
      await sweep();
      expect((await uses.get(caller, item.id)).renditions).toHaveLength(1);
      pass(1);
      await sweep();
      expect(await objectsOf(item)).toEqual([]);
      expect(await deps.raw.head(item.rawKey)).toMatchObject({ sizeBytes: 3 });
      sent.length = 0;
      const { items } = await uses.list(caller, { limit: 9, trash: false });
      expect(items).toMatchObject([{ id: item.id, renditions: [] }]);
      await uses.get(caller, item.id);
      expect(sent.map(({ payload }) => payload)).toEqual([{ v: 1, mediaId: item.id }]);
      await process(item);
      expect(await objectsOf(item)).toEqual(['2/320.jpg', '2/part.bin']);
      expect((await uses.get(caller, item.id)).progress).toEqual({ state: 'ready' });
    }));

  test('of a generation that was asked for anew are not kept beside the new ones', () =>
    inWorld(async ({ uses, receive, process, objectsOf }) => {
      const item = await receive();
      await process(item);
      await uses.reprocess(caller, item.id);
      await process(item);
      expect(await objectsOf(item)).toEqual(['2/320.jpg', '2/part.bin']);
    }));
});

describe('an item', () => {
  test('whose job was lost is sent again, and one whose job died has failed', () =>
    inWorld(async ({ receive, sweep, pass, sent, dead, deps, uses }) => {
      const item = await receive();
      sent.length = 0;
      pass(60_001);
      await sweep();
      expect(sent).toHaveLength(1);
      const diedAt = deps.clock.now();
      const payload = { v: 1, mediaId: item.id };
      dead.push({ id: '1', kind: 'image.process', payload, reason: 'x', diedAt });
      await sweep();
      expect((await uses.get(caller, item.id)).progress).toEqual({ state: 'failed' });
      expect(await markMediaFailed(deps, item.id, diedAt)).toBe(false);
    }));

  test('leaves the trash after 30 days with all its objects', () =>
    inWorld(async ({ uses, receive, process, objectsOf, sweep, pass, deps }) => {
      const item = await receive();
      await process(item);
      await uses.trash(caller, [item.id]);
      pass(30 * DAY_MS - 1);
      await sweep();
      await uses.restore(caller, [item.id]);
      await uses.trash(caller, [item.id]);
      pass(30 * DAY_MS + 1);
      await sweep();
      await expect(uses.get(caller, item.id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await objectsOf(item)).toEqual([]);
      await expect(deps.raw.head(item.rawKey)).rejects.toMatchObject({ code: 'not_found' });
    }));

  test('removed while it is made leaves nothing behind, even what comes late', () =>
    inWorld(async ({ uses, receive, process, objectsOf, sweep, deps, pass }) => {
      const item = await receive();
      await uses.trash(caller, [item.id]);
      const remove = () => uses.remove(caller, [item.id]);
      deps.processors.image = {
        process: async (source, run) => {
          await remove();
          return twoFiles.process(source, run);
        },
      };
      await process(item);
      await sweep();
      expect(await objectsOf(item)).toEqual([]);
      // What a worker that was forgotten still writes goes with a later sweep.
      await deps.processed.write(`${mediaPrefix(item.id)}1/late.jpg` as never, new Uint8Array(1));
      pass(DAY_MS);
      await sweep();
      expect(await objectsOf(item)).toEqual([]);
      expect(await deps.media.listMediaRemains(9)).toEqual([]);
    }));

  test('of a deleted account is gone with all its objects, however many and whatever fails', () =>
    inWorld(async ({ receive, process, objectsOf, sent, deps }) => {
      const items: MediaItem[] = [];
      for (let n = 0; n < 130; n++) items.push(await receive());
      for (const item of items.slice(0, 2)) await process(item);
      sent.length = 0;
      const owned = createOwnedMedia({ ...deps, newId });
      for (const _ of [1, 2]) await owned.removeAll(caller);
      expect(sent.map(({ kind, payload }) => [kind, payload])).toEqual([
        ['media.clear', { v: 1 }],
        ['media.clear', { v: 1 }],
      ]);
      expect(new Set(sent.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);

      // Ended half way, as by a process that dies, and by one that is told to stop.
      let calls = 0;
      const failing: BlobStore['delete'] = async (keys) => {
        calls += 1;
        if (calls > 50) throw new Error('The store is away.');
        await deps.raw.delete(keys);
      };
      const away = { ...deps, raw: { delete: failing } };
      await expect(clearRemovedMedia(away, never)).rejects.toThrow('The store is away.');
      await expect(clearRemovedMedia(deps, AbortSignal.abort())).rejects.toThrow();
      expect((await deps.media.listMediaRemains(200)).length).toBeLessThan(130);
      expect((await deps.media.listMediaRemains(200)).length).toBeGreaterThanOrEqual(80);

      const both = [1, 2].map(() => clearRemovedMedia(deps, never));
      await Promise.all(both);
      expect(await deps.media.listMediaRemains(200)).toEqual([]);
      expect((await deps.raw.list('', { limit: 200 })).items).toEqual([]);
      for (const item of items.slice(0, 2)) expect(await objectsOf(item)).toEqual([]);
      const { rows } = await postgres.pool.query(
        `SELECT FROM media_remains t WHERE t::text ~ 'me/'`,
      );
      expect(rows).toEqual([]);
    }));

  test('that can never be shown is rejected once, with its reason', () =>
    inWorld(
      async ({ uses, receive, process }) => {
        const item = await receive();
        await process(item);
        await process(item);
        expect((await uses.get(caller, item.id)).progress).toEqual({
          state: 'rejected',
          code: 'corrupt_image',
          message: 'It is broken.',
        });
      },
      {
        process: async () => {
          throw new MediaRejectedError('corrupt_image', 'It is broken.');
        },
      },
    ));
});

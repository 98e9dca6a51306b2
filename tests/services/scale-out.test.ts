import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  type Client,
  createClient,
  eventually,
  processed,
  renewingToken,
  type Session,
  sendFile,
  setUpAdmin,
} from '../acceptance/harness/index.ts';
import { type Listening, listenAt } from './listening.ts';
import { type Crowd, startCrowd } from './load/crowd.ts';
import { addKnownSong, createSongMaker } from './load/songs.ts';
import { type Gateway, type Part, replicas, type Stack, startStack } from './stack.ts';

describe('services in several replicas', () => {
  const disposables = new AsyncDisposableStack();
  let stack: Stack;
  let session: Session;
  let admin: Client;
  let newFile: Awaited<ReturnType<typeof createSongMaker>>;
  /** The replicas of the API, each asked past the gateway. */
  let each: { url: string; client: Client }[];

  beforeAll(async () => {
    stack = await startStack(replicas, disposables, {
      JOB_LEASE_SECONDS: '3',
      SWEEP_INTERVAL_SECONDS: '1',
      SHUTDOWN_DELAY_SECONDS: '1',
    });
    ({ session, client: admin } = await setUpAdmin(stack.url));
    newFile = await createSongMaker(10);
    each = stack.parts.filter(isApi).map(({ port }) => {
      const url = `http://127.0.0.1:${port}`;
      return {
        url,
        client: createClient(
          url,
          renewingToken(() => session),
        ),
      };
    });
  });
  afterAll(() => disposables.disposeAsync());

  const isApi = ({ services }: Part) => services.startsWith('user');
  const oneOf = (services: string) => {
    const part = stack.parts.find((one) => one.services.startsWith(services));
    if (!part) throw new Error(`There is no ${services}.`);
    return part;
  };

  /** Pages that are open at every replica, for the time of `use`. */
  async function withPages(use: (pages: Listening[]) => Promise<void>): Promise<void> {
    const pages = await Promise.all(each.map(({ url }) => listenAt(url, session)));
    await use(pages).finally(() => {
      for (const page of pages) page.stop();
    });
  }

  const titlesOf = (songId: string) =>
    Promise.all(
      each.map(async ({ client }) => (await client.must('getSong', { params: { songId } })).title),
    );
  const rename = (client: Client, songId: string, title: string) =>
    client.must('updateSong', { params: { songId }, body: { title } });

  it('tell open pages of what any of them changed, and all answer with it', async () => {
    const songId = await addSong(admin, newFile());
    await withPages(async (pages) => {
      for (const [index, { client }] of each.entries()) {
        const title = `Renamed by replica ${index}`;
        await rename(client, songId, title);
        await Promise.all(pages.map((page) => page.until('catalogue.changed')));
        expect(await titlesOf(songId)).toEqual(each.map(() => title));
      }
    });
  });

  it('answer everything while Redis is away, and pages look anew when it is back', async () => {
    const songId = await addSong(admin, newFile());
    await withPages(async (pages) => {
      await stack.engines.redis.kill();
      for (const { client } of each) {
        const title = `Renamed without Redis ${crypto.randomUUID()}`;
        await rename(client, songId, title);
        expect(await titlesOf(songId)).toEqual(each.map(() => title));
        await client.must('search', { query: { q: title } });
        const { id } = await client.must('createUpload', {
          body: { fileName: 'a.mp3', sizeBytes: 1000 },
        });
        await client.must('cancelUpload', { params: { uploadId: id } });
      }
      await stack.engines.redis.start();
      await Promise.all(pages.map((page) => page.until('resync')));
      await rename(admin, songId, 'Redis is back');
      await Promise.all(pages.map((page) => page.until('catalogue.changed')));
    });
  });

  it('do what was to be done when the gateway to S3 is back', async () => {
    const workers = stack.parts.filter(({ services }) => services === 'worker');
    await Promise.all(workers.map(stack.kill));
    const upload = await sendFile(admin, newFile());
    await stack.engines.ceph.kill();
    await Promise.all(workers.map((part) => stack.start(part)));
    const failed = /"attempt":2.*"msg":"job failed"/;
    await eventually('a second attempt without S3', async () =>
      workers.some(({ program }) => failed.test(program.output())),
    );
    await stack.engines.ceph.start();
    expect((await processed(admin, upload.id)).processing.state).toBe('ready');
  });

  describe('while people listen, browse and upload', () => {
    let crowd: Crowd;
    beforeAll(async () => {
      const songs = [await addKnownSong(admin, newFile()), await addKnownSong(admin, newFile())];
      const people = { listeners: 3, visitors: 3, uploaders: 1, pauseMs: 300 };
      crowd = await startCrowd({ session, songs, newFile, ...people });
    });

    /** Everybody has gone on since: heard a song to its end, seen a page, put a file in the library. */
    async function everybodyGoesOn(): Promise<void> {
      const { playbacks, pages, uploads } = crowd.report;
      const before = [playbacks.length, pages.shown, uploads.length];
      await eventually('all that people do', async () =>
        [playbacks.length, pages.shown, uploads.length].every((now, at) => now > (before[at] ?? 0)),
      );
    }

    it.each(['user', 'edge', 'worker'])('may lose a process of %s', async (services) => {
      const part = oneOf(services);
      await stack.kill(part);
      await everybodyGoesOn();
      await stack.start(part);
    });

    it('may have PostgreSQL and Redis restarted', async () => {
      await stack.engines.restartPostgres();
      await stack.engines.redis.kill();
      await everybodyGoesOn();
      await stack.engines.redis.start();
      await everybodyGoesOn();
      expect(stack.parts.filter(({ program }) => program.hasEnded())).toEqual([]);
    });

    /** Kills something that all need, and has it come back when somebody was refused what it `gives`. */
    async function lose(all: Pick<Gateway, 'kill' | 'start'>, gives: RegExp): Promise<void> {
      crowd.meter.take();
      await all.kill();
      const isRefused = () =>
        Object.keys(crowd.meter.take().failures).some((what) => gives.test(what));
      await eventually('a refusal', async () => isRefused());
      await all.start();
      await everybodyGoesOn();
    }

    it('may lose nginx, which all requests come by', () => lose(stack.gateway, /./));

    it('may lose the gateway to S3, which has all bytes', async () => {
      await lose(stack.engines.ceph, /^range/);
      await lose(stack.engines.ceph, /^put/);
      expect(stack.parts.filter(({ program }) => program.hasEnded())).toEqual([]);
    });

    it('may be replaced by another version, one after another', async () => {
      crowd.meter.take();
      await stack.roll({ OTEL_SERVICE_NAME: 'next' });
      await everybodyGoesOn();
      expect(crowd.meter.take().failures).toEqual({});
    });

    it('lost no playback, no page, no upload and no job', async () => {
      const { playbacks, pages, uploads } = await crowd.leave();
      expect(playbacks.filter(({ failure }) => failure !== null)).toEqual([]);
      expect(pages.notShown).toEqual([]);
      expect(uploads.filter(({ phase }) => phase !== 'ready')).toEqual([]);
      const { items: dead } = await admin.must('listDeadLetters', { query: { limit: 50 } });
      expect(dead).toEqual([]);
    });
  });
});

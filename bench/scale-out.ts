// Services in several replicas under load while processes are killed and replaced. See bench/README.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../tests/acceptance/harness/client.ts';
import { setUpAdmin } from '../tests/acceptance/harness/instance.ts';
import { fetchToken, renewingToken } from '../tests/acceptance/harness/session.ts';
import { listenAt } from '../tests/services/listening.ts';
import { type Crowd, startCrowd } from '../tests/services/load/crowd.ts';
import type { KnownSong } from '../tests/services/load/listener.ts';
import type { Figures } from '../tests/services/load/meter.ts';
import { addKnownSong, createSongMaker } from '../tests/services/load/songs.ts';
import { type Part, replicas, startStack } from '../tests/services/stack.ts';
import { load, writeRequests } from './wrk/load.ts';

const SONG_SECONDS = 40;
const STEADY_MS = 10_000;
/** How long a process that was killed stays away: about what an orchestrator takes. */
const AWAY_MS = 2000;
const SETTLE_MS = 3000;
const ROUNDS = process.argv.includes('--quick') ? 1 : 5;
/** How long news of a change may take to an open page. */
const MOST_NEWS_MS = 1000;
const CHANGES = 20;
/** A fifth of a processor, handed out as Linux does to a container with such a limit. */
const PERIOD_MS = 100;
const SHARE_MS = 20;

for (const tool of ['nginx', 'wrk', 'redis-server', 'radosgw']) {
  if (spawnSync('which', [tool]).status === 0) continue;
  console.error(
    `This benchmark needs ${tool}: apt-get install nginx-core wrk redis-server radosgw`,
  );
  process.exit(1);
}

await using disposables = new AsyncDisposableStack();
const stack = await startStack(replicas, disposables, {
  SWEEP_INTERVAL_SECONDS: '5',
  JOB_LEASE_SECONDS: '10',
  SHUTDOWN_DELAY_SECONDS: '1',
});
const names = stack.parts.map(({ name }) => name).join(', ');
console.log(`nginx before ${names}; PostgreSQL, Redis and Ceph's S3 behind.`);
const { session, client } = await setUpAdmin(stack.url);
const newFile = await createSongMaker(SONG_SECONDS);
const songs: KnownSong[] = [];
for (let count = 0; count < 4; count += 1) songs.push(await addKnownSong(client, newFile()));

const crowd = await startCrowd({
  session,
  songs,
  newFile,
  listeners: 6,
  visitors: 6,
  uploaders: 2,
  pauseMs: 500,
});
const newsAreLate = (await measureNews()) >= MOST_NEWS_MS;
await phase('steady', () => delay(STEADY_MS));
for (const kind of ['user', 'edge', 'worker']) {
  const part = stack.parts.find(({ services }) => services.startsWith(kind));
  if (part)
    await phase(`kill -9 ${part.name}`, () =>
      killAndStart({ kill: () => stack.kill(part), start: () => stack.start(part) }),
    );
}
await phase('PostgreSQL restarts', stack.engines.restartPostgres);
await phase('Redis away', () => killAndStart(stack.engines.redis));
await phase('kill -9 nginx', () => killAndStart(stack.gateway));
await phase("kill -9 Ceph's S3", () => killAndStart(stack.engines.ceph));
await phase('a new version rolls out', () => stack.roll({ OTEL_SERVICE_NAME: 'next' }));
await phase('it is taken back', () => stack.roll());
const failed = await concludeCrowd(crowd);
const api = stack.parts.filter(({ services }) => services.startsWith('user'));
await compareThroughput('with all the processors there are', (_, work) => work());
await compareThroughput('with a fifth of a processor each', withShares);
process.exitCode = failed || newsAreLate ? 1 : 0;

/** How long it takes at most until an open page at another replica knows of a change, and reads it there. */
async function measureNews(): Promise<number> {
  const [one, other] = stack.parts.filter(({ services }) => services.startsWith('user'));
  const [known] = songs;
  if (!one || !other || !known) throw new Error('There are no two replicas.');
  const params = { songId: known.song.id };
  const clientAt = ({ port }: Part) =>
    createClient(
      `http://127.0.0.1:${port}`,
      renewingToken(() => session),
    );
  const [writer, reader] = [clientAt(one), clientAt(other)];
  const page = await listenAt(reader.baseUrl, session);
  const times: number[] = [];
  for (let count = 0; count < CHANGES; count += 1) {
    const title = `Change ${count}`;
    const started = performance.now();
    await writer.must('updateSong', { params, body: { title } });
    await page.until('catalogue.changed');
    const read = await reader.must('getSong', { params });
    if (read.title !== title) throw new Error(`The other replica still answers ${read.title}.`);
    times.push(performance.now() - started);
  }
  page.stop();
  const sorted = times.toSorted((a, b) => a - b);
  const slowest = sorted.at(-1) ?? Number.POSITIVE_INFINITY;
  console.log(
    `a change at one replica, told to a page at another and read there: half within ${Math.round(sorted[CHANGES / 2] ?? 0)} ms, slowest ${Math.round(slowest)} ms (to be below ${MOST_NEWS_MS} ms)`,
  );
  return slowest;
}

/** Ends something at once, and has it back after as long as an orchestrator takes. */
async function killAndStart(it: { kill(): Promise<void>; start(): Promise<void> }): Promise<void> {
  await it.kill();
  await delay(AWAY_MS);
  await it.start();
}

/** Does something to the services, waits a little, and tells what people met meanwhile. */
async function phase(name: string, act: () => Promise<unknown>): Promise<void> {
  crowd.meter.take();
  await act();
  await delay(SETTLE_MS);
  console.log(`${name}: ${wordsOf(crowd.meter.take())}`);
}

function wordsOf({ requests, failed, failures, p50, p99, slowest }: Figures): string {
  const share = ((100 * failed) / Math.max(1, requests)).toFixed(2);
  const what = Object.entries(failures).map(([kind, count]) => `${count} × ${kind}`);
  const times = [p50, p99, slowest.ms].map((ms) => `${Math.round(ms)} ms`).join(', ');
  return `${failed} of ${requests} requests failed (${share} %)${what.length ? `: ${what.join(', ')}` : ''}; half within, 99 % within, slowest (${slowest.what}): ${times}`;
}

/** True where somebody lost something. */
async function concludeCrowd(people: Crowd): Promise<boolean> {
  const { playbacks, pages, uploads } = await people.leave();
  const broken = playbacks.filter(({ failure }) => failure !== null);
  const lost = uploads.filter(({ phase: end }) => end !== 'ready');
  const { items: dead } = await client.must('listDeadLetters', { query: { limit: 50 } });
  console.log(`playbacks: ${playbacks.length}, failed: ${broken.length}`, ...broken);
  console.log(`pages: ${pages.shown} shown, ${pages.notShown.length} not`, ...pages.notShown);
  console.log(`uploads: ${uploads.length}, lost: ${lost.length}`, ...lost);
  console.log(`jobs: lost: ${dead.length}`, ...dead);
  return broken.length + lost.length + dead.length > 0;
}

/** Has these processes run for SHARE_MS of every PERIOD_MS alone, one after the other. */
async function withShares<T>(parts: readonly Part[], work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const signal = (part: Part, name: NodeJS.Signals) => process.kill(part.program.pid, name);
  const limit = async (part: Part, index: number) => {
    signal(part, 'SIGSTOP');
    await delay((PERIOD_MS / parts.length) * index);
    while (!over.signal.aborted) {
      signal(part, 'SIGCONT');
      await delay(SHARE_MS);
      signal(part, 'SIGSTOP');
      await delay(PERIOD_MS - SHARE_MS);
    }
    signal(part, 'SIGCONT');
  };
  const limits = parts.map(limit);
  return work().finally(async () => {
    over.abort();
    await Promise.all(limits);
  });
}

type Limits = <T>(parts: readonly Part[], work: () => Promise<T>) => Promise<T>;

/** Requests per second of three replicas against one, in turns. */
async function compareThroughput(how: string, limited: Limits): Promise<void> {
  const authorization = `Bearer ${await fetchToken(session)}`;
  const path = '/api/v1/songs?limit=50';
  const requests = writeRequests(join(stack.engines.folder, 'requests.txt'), [{ path }]);
  const others = stack.parts.filter((part) => !api.includes(part));
  const perSecond = async (count: number) => {
    const serving = api.slice(0, count);
    await stack.serveBy([...serving, ...others]);
    const options = { connections: 32, seconds: 3, authorization };
    return limited(
      serving,
      async () => (await load(stack.url, requests, options)).requestsPerSecond,
    );
  };
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = await perSecond(1);
    const three = await perSecond(api.length);
    if (round > 0) ratios.push(three / one); // in the first round everything warms up
  }
  const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(`throughput of ${api.length} replicas to one, ${how}: ratio ${median.toFixed(2)}`);
}

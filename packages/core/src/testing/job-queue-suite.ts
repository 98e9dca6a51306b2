import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type JobKind,
  type JobSender,
  type JobSource,
  jobKinds,
  type LeasedJob,
  MAX_ATTEMPTS,
} from '../shared/index.ts';
import { hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty queue, and how to take it down again. */
export interface JobQueueSetup {
  sender: JobSender;
  source: JobSource;
  dispose: () => Promise<void>;
}

/** Longer than any test. */
const LONG_SECONDS = 300;
/** Leases and delays may be this much shorter than asked, for clocks and rounding. */
const EARLY_MS = 100;
const PATIENCE = { timeout: 15_000, interval: 20 };
const kind = 'audio.process';

type Queue = Pick<JobQueueSetup, 'sender' | 'source'>;

/**
 * Every promise of {@link JobSender} and {@link JobSource}, for any engine. Only what the port
 * leaves open may differ: `deduplicates` is false for an engine that cannot know what waits, and
 * `takesTurns` for a stand-in that does not know groups, though what it stands for does.
 */
export function describeJobQueue(
  name: string,
  setup: () => Promise<JobQueueSetup>,
  { deduplicates = true, takesTurns = true }: { deduplicates?: boolean; takesTurns?: boolean } = {},
): void {
  describe(`job queue: ${name}`, () => {
    let context: JobQueueSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const queue = () => context;

    describeDelivery(queue);
    describeGroups(queue, takesTurns);
    describeKeys(queue);
    if (deduplicates) describeDeduplication(queue);
    describeLeases(queue);
    describeFailures(queue);
    describeGivingBack(queue);
    describeDeadLetters(queue);
    describeFigures(queue);
  });
}

function describeDelivery(queue: () => Queue): void {
  test('an empty queue answers at once with nothing', async () => {
    expect(await queue().source.lease(jobKinds, 10, LONG_SECONDS)).toEqual([]);
  });

  test.each(hostileTexts)('a payload with text %s makes the round trip', async (_name, text) => {
    await send(queue(), { uploadId: text });
    const job = await leaseOne(queue());
    expect(job).toMatchObject({ kind, payload: { v: 1, uploadId: text }, attempt: 1 });
  });

  test('only the kinds asked for are leased', async () => {
    for (const each of jobKinds) await send(queue(), { kind: each });
    const [some] = await queue().source.lease(['media.dispatch'], 10, LONG_SECONDS);
    expect(some?.kind).toBe('media.dispatch');
    const others = await queue().source.lease(jobKinds, 10, LONG_SECONDS);
    const expected = jobKinds.filter((each) => each !== 'media.dispatch');
    expect(others.map((job) => job.kind).toSorted()).toEqual(expected.toSorted());
  });

  test('no more jobs are leased than asked for', async () => {
    for (const each of jobKinds) {
      await send(queue(), { kind: each });
      await send(queue(), { kind: each });
    }
    const left = jobKinds.length * 2 - 4;
    expect(await queue().source.lease(jobKinds, 4, LONG_SECONDS)).toHaveLength(4);
    expect(await queue().source.lease(jobKinds, 100, LONG_SECONDS)).toHaveLength(left);
  });

  test('120 jobs are all delivered, batch by batch', async () => {
    const sent = await sendMany(queue(), 120);
    const received: string[] = [];
    for (;;) {
      const batch = await queue().source.lease([kind], 50, LONG_SECONDS);
      if (batch.length === 0) break;
      for (const job of batch) await queue().source.complete(job);
      received.push(...batch.map(uploadIdOf));
    }
    expect(received.toSorted()).toEqual(sent.toSorted());
  });

  test.each([2, 20])('%i claimants racing over 50 jobs get each job once', async (claimants) => {
    const sent = await sendMany(queue(), 50);
    const received: string[] = [];
    const claim = async () => {
      for (;;) {
        const batch = await queue().source.lease([kind], 3, LONG_SECONDS);
        if (batch.length === 0) return;
        received.push(...batch.map(uploadIdOf));
      }
    };
    await Promise.all(Array.from({ length: claimants }, claim));
    expect(received.toSorted()).toEqual(sent.toSorted());
  });

  test('a delayed job comes after its delay, not before', async () => {
    const sentAt = performance.now();
    await send(queue(), { delaySeconds: 1 });
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
    await eventuallyLease(queue());
    expect(performance.now() - sentAt).toBeGreaterThan(1000 - EARLY_MS);
  });
}

function describeGroups(queue: () => Queue, takesTurns: boolean): void {
  test.runIf(takesTurns)(
    'a hundred jobs of one group do not keep the only one of another waiting',
    async () => {
      await sendGroup(queue(), 'many', 100);
      const before = [await leaseOne(queue()), await leaseOne(queue())];
      expect(before.map(uploadIdOf)).toEqual(['many', 'many']);
      await sendGroup(queue(), 'one', 1);
      expect(uploadIdOf(await leaseOne(queue()))).toBe('one');
      expect(uploadIdOf(await leaseOne(queue()))).toBe('many');
    },
  );

  test('what groups are called changes nothing', async () => {
    const groups = [...hostileTexts.map(([, text]) => text), 'x'.repeat(128)].filter(Boolean);
    for (const group of groups) await sendGroup(queue(), group, 1);
    const leased = await queue().source.lease([kind], 10, LONG_SECONDS);
    expect(leased.map(uploadIdOf).toSorted()).toEqual(groups.toSorted());
  });
}

async function sendGroup(queue: Queue, group: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) await send(queue, { group, uploadId: group });
}

function describeDeduplication(queue: () => Queue): void {
  const all = () => queue().source.lease(jobKinds, 10, LONG_SECONDS);

  test('a second job with a key does nothing while the first waits or runs', async () => {
    await send(queue(), { dedupeKey: 'k', uploadId: 'first' });
    await send(queue(), { dedupeKey: 'k', uploadId: 'second' });
    const [job, ...more] = await all();
    expect(more).toEqual([]);
    expect(job && uploadIdOf(job)).toBe('first');
    await send(queue(), { dedupeKey: 'k', uploadId: 'third' });
    expect(await all()).toEqual([]);
  });

  test('a delayed or failed job that waits counts too', async () => {
    await send(queue(), { dedupeKey: 'later', delaySeconds: LONG_SECONDS });
    await send(queue(), { dedupeKey: 'later' });
    await send(queue(), { dedupeKey: 'again' });
    await queue().source.fail(await leaseOne(queue()), 'no', LONG_SECONDS);
    await send(queue(), { dedupeKey: 'again' });
    expect(await all()).toEqual([]);
  });

  test('twenty senders racing with one key make one job', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => send(queue(), { dedupeKey: 'k', uploadId: 'u' })),
    );
    expect(await all()).toHaveLength(1);
  });

  test('a dead letter revived while its key is taken leaves the place to that job', async () => {
    await send(queue(), { dedupeKey: 'k', uploadId: 'old' });
    await queue().source.bury(await leaseOne(queue()), 'no');
    await send(queue(), { dedupeKey: 'k', uploadId: 'new' });
    await queue().source.revive(await onlyDeadId(queue()));
    expect(await queue().source.listDead(10)).toEqual([]);
    const jobs = await queue().source.lease([kind], 10, LONG_SECONDS);
    expect(jobs.map(uploadIdOf)).toEqual(['new']);
  });
}

function describeKeys(queue: () => Queue): void {
  const all = () => queue().source.lease(jobKinds, 10, LONG_SECONDS);

  test('keys of two kinds have nothing to do with each other', async () => {
    await send(queue(), { kind: 'media.dispatch', dedupeKey: 'k' });
    await send(queue(), { kind: 'audio.process', dedupeKey: 'k' });
    expect(await all()).toHaveLength(2);
  });

  test('a key is free again when its job is done or dead', async () => {
    await send(queue(), { dedupeKey: 'k' });
    await queue().source.complete(await leaseOne(queue()));
    await send(queue(), { dedupeKey: 'k' });
    await queue().source.bury(await leaseOne(queue()), 'no');
    await send(queue(), { dedupeKey: 'k' });
    expect(await all()).toHaveLength(1);
  });
}

function describeLeases(queue: () => Queue): void {
  test('a job whose lease runs out is delivered again, soon after', async () => {
    await send(queue(), { uploadId: 'u' });
    const leasedAt = performance.now();
    const first = await leaseOne(queue(), 1);
    const second = await eventuallyLease(queue());
    const waited = performance.now() - leasedAt;
    expect(second).toMatchObject({ id: first.id, payload: first.payload, attempt: 2 });
    expect(waited).toBeGreaterThan(1000 - EARLY_MS);
    expect(waited).toBeLessThan(4000);
  });

  test('after the lease was lost its receipt is void', async () => {
    await send(queue(), {});
    const lost = await leaseOne(queue(), 1);
    const held = await eventuallyLease(queue());
    await queue().source.complete(lost);
    await queue().source.fail(lost, 'too late', 0);
    await queue().source.bury(lost, 'too late');
    const extending = queue().source.extend(lost, LONG_SECONDS);
    await expect(extending).rejects.toMatchObject({ code: 'conflict' });
    // Whoever holds it now noticed nothing of all that.
    await queue().source.extend(held, LONG_SECONDS);
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
    expect(await queue().source.listDead(10)).toEqual([]);
  });

  test('an extended lease holds longer than the first one would have', async () => {
    await send(queue(), { uploadId: 'held' });
    const held = await leaseOne(queue(), 1);
    await queue().source.extend(held, LONG_SECONDS);
    // Arrives well after the first lease would have run out: the test's clock.
    await send(queue(), { uploadId: 'clock', delaySeconds: 2 });
    expect(uploadIdOf(await eventuallyLease(queue()))).toBe('clock');
    await queue().source.extend(held, LONG_SECONDS);
  });

  test('an extension counts from now', async () => {
    await send(queue(), {});
    const first = await leaseOne(queue(), LONG_SECONDS);
    await queue().source.extend(first, 1);
    expect(await eventuallyLease(queue())).toMatchObject({ id: first.id, attempt: 2 });
  });

  test('a lease that ran out cannot be extended', async () => {
    await send(queue(), {});
    const job = await leaseOne(queue(), 1);
    await send(queue(), { kind: 'media.dispatch', delaySeconds: 2 });
    await eventuallyLease(queue(), 'media.dispatch');
    const extending = queue().source.extend(job, LONG_SECONDS);
    await expect(extending).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a completed job is done for good, and completing it again changes nothing', async () => {
    await send(queue(), {});
    const job = await leaseOne(queue());
    await queue().source.complete(job);
    await queue().source.complete(job);
    await queue().source.fail(job, 'too late', 0);
    await queue().source.bury(job, 'too late');
    const extending = queue().source.extend(job, LONG_SECONDS);
    await expect(extending).rejects.toMatchObject({ code: 'conflict' });
    expect(await queue().source.lease([kind], 10, LONG_SECONDS)).toEqual([]);
    expect(await queue().source.listDead(10)).toEqual([]);
  });
}

function describeFailures(queue: () => Queue): void {
  test('a failed job comes again at once when no delay is asked for', async () => {
    await send(queue(), {});
    const job = await leaseOne(queue());
    await queue().source.fail(job, 'no', 0);
    expect(await leaseOne(queue())).toMatchObject({ id: job.id, attempt: 2 });
  });

  test('a failed job comes again after its delay, not before', async () => {
    await send(queue(), {});
    await queue().source.fail(await leaseOne(queue()), 'no', 1);
    const failedAt = performance.now();
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
    expect((await eventuallyLease(queue())).attempt).toBe(2);
    expect(performance.now() - failedAt).toBeGreaterThan(1000 - EARLY_MS);
  });

  test('the delay of a failure does not slow down a lost lease later', async () => {
    await send(queue(), {});
    await queue().source.fail(await leaseOne(queue()), 'no', 3);
    expect((await eventuallyLease(queue(), kind, 1)).attempt).toBe(2);
    const leasedAt = performance.now();
    expect((await eventuallyLease(queue())).attempt).toBe(3);
    expect(performance.now() - leasedAt).toBeLessThan(4000 - EARLY_MS);
  });

  test('a failure reported twice counts once', async () => {
    await send(queue(), {});
    const job = await leaseOne(queue());
    await queue().source.fail(job, 'no', 0);
    await queue().source.fail(job, 'no', 0);
    expect((await leaseOne(queue())).attempt).toBe(2);
  });
}

function describeGivingBack(queue: () => Queue): void {
  test('a job that is given back is due at once, and has lost no attempt', async () => {
    await send(queue(), { uploadId: 'u', group: 'ada' });
    await queue().source.fail(await leaseOne(queue()), 'no', 0);
    for (let stop = 1; stop <= MAX_ATTEMPTS + 1; stop++) {
      const job = await leaseOne(queue());
      expect(job).toMatchObject({ kind, attempt: 2, payload: { v: 1, uploadId: 'u' } });
      await queue().source.release(job);
    }
    for (let attempt = 2; attempt <= MAX_ATTEMPTS; attempt++) {
      const job = await leaseOne(queue());
      expect(job.attempt).toBe(attempt);
      await queue().source.fail(job, `reason ${attempt}`, 0);
    }
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
    const dead = await queue().source.listDead(10);
    expect(dead.map(({ reason }) => reason)).toEqual([`reason ${MAX_ATTEMPTS}`]);
    await queue().source.revive(await onlyDeadId(queue()));
    expect(await leaseOne(queue())).toMatchObject({ attempt: 1, payload: { uploadId: 'u' } });
  });

  test('giving back a job twice, or one that somebody else has, does nothing', async () => {
    await send(queue(), {});
    const first = await leaseOne(queue());
    await queue().source.release(first);
    await queue().source.release(first);
    const second = await leaseOne(queue());
    await queue().source.release(first);
    expect(await queue().source.lease([kind], 10, LONG_SECONDS)).toEqual([]);
    await queue().source.extend(second, LONG_SECONDS);
    await queue().source.complete(second);
    await queue().source.release(second);
    expect(await queue().source.lease([kind], 10, LONG_SECONDS)).toEqual([]);
  });
}

function describeDeadLetters(queue: () => Queue): void {
  test('after its last attempt a job is a dead letter with the last reason', async () => {
    const startedAt = Date.now();
    await send(queue(), { uploadId: 'u' });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const job = await leaseOne(queue());
      expect(job.attempt).toBe(attempt);
      await queue().source.fail(job, `reason ${attempt}`, 0);
    }
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
    const [dead, ...more] = await queue().source.listDead(10);
    expect(more).toEqual([]);
    const reason = `reason ${MAX_ATTEMPTS}`;
    expect(dead).toMatchObject({ kind, payload: { v: 1, uploadId: 'u' }, reason });
    expect(dead?.diedAt.getTime()).toBeGreaterThan(startedAt - EARLY_MS);
  });

  test('a job that loses its lease every time ends as a dead letter', async () => {
    await send(queue(), { uploadId: 'u' });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      expect((await eventuallyLease(queue(), kind, 1)).attempt).toBe(attempt);
    }
    const dead = await vi.waitUntil(async () => {
      expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
      return (await queue().source.listDead(10))[0];
    }, PATIENCE);
    expect(dead).toMatchObject({ kind, payload: { v: 1, uploadId: 'u' } });
    expect(dead.reason).not.toBe('');
  });

  test('a buried job is a dead letter at once', async () => {
    await send(queue(), {});
    const job = await leaseOne(queue());
    await queue().source.bury(job, `it's "broken" 😀`);
    await queue().source.bury(job, 'again');
    const dead = await queue().source.listDead(10);
    expect(dead.map((each) => each.reason)).toEqual([`it's "broken" 😀`]);
    expect(await queue().source.lease([kind], 1, LONG_SECONDS)).toEqual([]);
  });

  test('dead letters are listed newest first, as many as asked for', async () => {
    for (const n of [1, 2, 3]) {
      await send(queue(), { kind: jobKinds[n - 1] as JobKind });
      await queue().source.bury(await leaseOne(queue(), LONG_SECONDS, jobKinds), `reason ${n}`);
    }
    const reasons = async (limit: number) =>
      (await queue().source.listDead(limit)).map((dead) => dead.reason);
    expect(await reasons(10)).toEqual(['reason 3', 'reason 2', 'reason 1']);
    expect(await reasons(2)).toEqual(['reason 3', 'reason 2']);
  });

  test('a revived dead letter is delivered with all attempts', async () => {
    await send(queue(), { uploadId: 'u' });
    const first = await leaseOne(queue());
    await queue().source.bury(first, 'no');
    await queue().source.revive(await onlyDeadId(queue()));
    expect(await queue().source.listDead(10)).toEqual([]);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const job = await leaseOne(queue());
      expect(job).toMatchObject({ attempt, payload: { v: 1, uploadId: 'u' } });
      await queue().source.complete(first);
      await queue().source.fail(job, 'again', 0);
    }
    expect((await queue().source.listDead(10)).map((dead) => dead.reason)).toEqual(['again']);
  });

  test('a dead letter is revived once, and only one that exists', async () => {
    await send(queue(), {});
    await queue().source.bury(await leaseOne(queue()), 'no');
    const id = await onlyDeadId(queue());
    await queue().source.revive(id);
    for (const gone of [id, randomUUID(), 'not an id']) {
      const reviving = queue().source.revive(gone);
      await expect(reviving).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await queue().source.lease([kind], 10, LONG_SECONDS)).toHaveLength(1);
  });
}

function describeFigures(queue: () => Queue): void {
  test('the queue says how full it is', async () => {
    const figures = async () => {
      const { kinds, dead } = await queue().source.measure();
      expect(kinds.map((figure) => figure.kind).toSorted()).toEqual([...jobKinds].toSorted());
      const { waiting, running } = kinds.find((figure) => figure.kind === kind) ?? {};
      return { waiting, running, dead };
    };
    expect(await figures()).toEqual({ waiting: 0, running: 0, dead: 0 });
    await sendMany(queue(), 3);
    await send(queue(), { delaySeconds: 600 });
    await leaseOne(queue());
    await queue().source.bury(await leaseOne(queue()), 'no');
    await vi.waitFor(
      async () => expect(await figures()).toEqual({ waiting: 2, running: 1, dead: 1 }),
      PATIENCE,
    );
  });
}

interface Sent {
  kind?: JobKind;
  uploadId?: string;
  dedupeKey?: string;
  group?: string;
  delaySeconds?: number;
}

async function send(queue: Queue, job: Sent): Promise<void> {
  const { uploadId = 'upload', dedupeKey = randomUUID(), group, delaySeconds } = job;
  await queue.sender.send({
    kind: job.kind ?? kind,
    payload: { v: 1, uploadId },
    dedupeKey,
    ...(group !== undefined && { group }),
    ...(delaySeconds !== undefined && { delaySeconds }),
  });
}

async function sendMany(queue: Queue, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) await send(queue, { uploadId: id, dedupeKey: id });
  return ids;
}

async function leaseOne(
  queue: Queue,
  seconds = LONG_SECONDS,
  kinds: readonly JobKind[] = [kind],
): Promise<LeasedJob> {
  const [job] = await queue.source.lease(kinds, 1, seconds);
  if (!job) throw new Error('A job was expected to be due.');
  return job;
}

function eventuallyLease(
  queue: Queue,
  of: JobKind = kind,
  seconds = LONG_SECONDS,
): Promise<LeasedJob> {
  return vi.waitUntil(async () => (await queue.source.lease([of], 1, seconds))[0], PATIENCE);
}

async function onlyDeadId(queue: Queue): Promise<string> {
  const dead = await queue.source.listDead(2);
  if (dead.length !== 1 || !dead[0]) throw new Error('One dead letter was expected.');
  return dead[0].id;
}

function uploadIdOf(job: LeasedJob): string {
  return (job.payload as { uploadId: string }).uploadId;
}

import {
  type JobSource,
  type LeasedJob,
  type Logger,
  MAX_ATTEMPTS,
  MadrigalError,
} from '@madrigal/core/shared';
import { describe, expect, test, vi } from 'vitest';
import { currentRequest } from '../request-context.ts';
import type { JobDeps } from './handlers.ts';
import { delayWhileAwaySeconds, type JobEnd, retryDelaySeconds, runJob } from './run-job.ts';

const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };
const never = new AbortController().signal;

const job = (change: Partial<LeasedJob> = {}): LeasedJob => ({
  id: 'job-1',
  kind: 'audio.encode',
  payload: { v: 1, songId: 'song-1', format: 'aac' },
  attempt: 1,
  group: null,
  receipt: 'r',
  ...change,
});

function recordingSource(extend: JobSource['extend'] = async () => {}) {
  const calls: string[] = [];
  const delays: number[] = [];
  const source: JobSource = {
    lease: async () => [],
    extend,
    complete: async () => void calls.push('complete'),
    fail: async (_, reason, delaySeconds) => {
      calls.push(`fail: ${reason}`);
      delays.push(delaySeconds);
    },
    release: async () => void calls.push('release'),
    bury: async (_, reason) => void calls.push(`bury: ${reason}`),
    listDead: async () => [],
    revive: async () => {},
    measure: async () => ({ kinds: [], dead: 0 }),
  };
  return { source, calls, delays };
}

/** Handler dependencies whose catalogue answers `getSong` with this. */
function depsWithSong(getSong: () => Promise<unknown>): JobDeps {
  return { catalogue: { getSong } } as unknown as JobDeps;
}

describe('runJob', () => {
  test('completes a job whose handler ends well', async () => {
    const { source, calls } = recordingSource();
    const handlerDeps = depsWithSong(async () => {
      throw new MadrigalError('not_found', 'gone');
    });
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job(), never);
    expect(calls).toEqual(['complete']);
  });

  test('gives a failed job back with its reason', async () => {
    const { source, calls } = recordingSource();
    const handlerDeps = depsWithSong(async () => {
      throw new Error('no database');
    });
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job(), never);
    expect(calls).toEqual(['fail: no database']);
  });

  test('buries a payload of another version instead of trying it again', async () => {
    const { source, calls } = recordingSource();
    const strange = job({ payload: { v: 2, songId: 'song-1', format: 'aac' } });
    const handlerDeps = depsWithSong(async () => expect.unreachable());
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, strange, never);
    expect(calls).toEqual(['bury: payload not understood']);
  });

  test('gives a job back at once when the worker stops', async () => {
    const { source, calls } = recordingSource();
    const shutdown = new AbortController();
    const handlerDeps = depsWithSong(async () => {
      shutdown.abort();
      throw new Error('aborted');
    });
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job(), shutdown.signal);
    expect(calls).toEqual(['release']);
  });

  test('leaves a job alone whose lease was lost', async () => {
    vi.useFakeTimers();
    const { source, calls } = recordingSource(async () => {
      throw new MadrigalError('conflict', 'lost');
    });
    const handlerDeps = depsWithSong(async () => {
      await vi.advanceTimersByTimeAsync(10_000);
      throw new Error('someone else does it now');
    });
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job(), never);
    vi.useRealTimers();
    expect(calls).toEqual([]);
  });

  test('survives a queue that cannot be reached for less than a lease', async () => {
    vi.useFakeTimers();
    const { source, calls } = recordingSource(async () => {
      throw new MadrigalError('unavailable', 'restarting');
    });
    const handlerDeps = depsWithSong(async () => {
      await vi.advanceTimersByTimeAsync(25_000);
      throw new MadrigalError('not_found', 'gone');
    });
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job(), never);
    vi.useRealTimers();
    expect(calls).toEqual(['complete']);
  });
});

describe('an attempt', () => {
  const broken = depsWithSong(async () => {
    throw new Error('no');
  });
  const gone = depsWithSong(async () => {
    throw new MadrigalError('not_found', 'gone');
  });
  const strange = { payload: 'nothing of ours' };

  test.each([
    ['done', gone, {}],
    ['failed', broken, {}],
    ['dead', broken, { attempt: MAX_ATTEMPTS }],
    ['dead', gone, strange],
  ] as const)('that ends as %s says so', async (outcome, handlerDeps, change) => {
    const { source } = recordingSource();
    const ends: JobEnd[] = [];
    const onEnd = (end: JobEnd) => void ends.push(end);
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30, onEnd }, job(change), never);
    expect(ends).toMatchObject([{ kind: 'audio.encode', outcome }]);
  });

  test.each([
    ['of a request knows it', { requestId: 'request-1' }, 'request-1'],
    ['of nobody knows none', {}, undefined],
  ])('%s', async (_, more, requestId) => {
    const { source } = recordingSource();
    const known: (string | undefined)[] = [];
    const handlerDeps = depsWithSong(async () => {
      known.push(currentRequest()?.requestId);
      throw new MadrigalError('not_found', 'gone');
    });
    const payload = { v: 1, songId: 'song-1', format: 'aac', ...more };
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job({ payload }), never);
    expect(known).toEqual([requestId]);
  });
});

test.each([
  [1, 0.999, 2],
  [3, 0.999, 8],
  [5, 0.5, 16],
  [10, 0.999, 60],
  [1, 0, 0],
])('attempt %i with chance %d waits %i s', (attempt, random, seconds) => {
  expect(retryDelaySeconds(attempt, random)).toBe(seconds);
});

test('a job outlives what it needs being away for a minute and more', async () => {
  const { source, delays } = recordingSource();
  const handlerDeps = depsWithSong(async () => {
    throw new MadrigalError('unavailable', 'The object store cannot be reached right now.');
  });
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
    await runJob({ source, handlerDeps, logger, leaseSeconds: 30 }, job({ attempt }), never);
  }
  expect(delays.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThanOrEqual(85);
});

test.each([
  [1, 0, 1],
  [1, 0.999, 2],
  [3, 0.5, 24],
  [4, 0.999, 128],
])('attempt %i with chance %d waits %i s for what is away', (attempt, random, seconds) => {
  expect(delayWhileAwaySeconds(attempt, random)).toBe(seconds);
});

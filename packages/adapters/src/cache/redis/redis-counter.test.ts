import { describeRequestCounter } from '@madrigal/core/testing';
import { describe, expect, test, vi } from 'vitest';
import { isRedisInstalled, REDIS_PACKAGE, startRedis } from '../../shared/testing/redis-server.ts';
import { createRedisCounter } from './index.ts';

const skipped = !isRedisInstalled() && !process.env.CI;
const title = skipped ? `Redis (skipped: apt-get install ${REDIS_PACKAGE})` : 'Redis';
const PATIENCE = { timeout: 20_000, interval: 10 };
const unavailable = { code: 'unavailable' };

async function openCounters(count: number) {
  const server = await startRedis();
  const counters = Array.from({ length: count }, () =>
    createRedisCounter({ url: server.url, onError: () => {} }),
  );
  for (const { counter } of counters) {
    await vi.waitFor(() => counter.count('until it is up', 1), PATIENCE);
  }
  return {
    server,
    counters: counters.map(({ counter }) => counter),
    dispose: async () => {
      for (const { close } of counters) close();
      await server.dispose();
    },
  };
}

describe.skipIf(skipped)(title, () => {
  describeRequestCounter('redis, in two processes', async () => {
    const { counters, dispose } = await openCounters(2);
    const [one, other] = counters;
    if (!one || !other) throw new Error('no counters');
    return { one, other, dispose };
  });

  test('says at once that it is away, and counts on when it is back', async () => {
    const { server, counters, dispose } = await openCounters(1);
    const [counter] = counters;
    await server.kill();
    await expect(counter?.count('a', 1000)).rejects.toMatchObject(unavailable);
    await server.start();
    await vi.waitFor(() => counter?.count('a', 60_000), PATIENCE);
    server.signal('SIGSTOP');
    await expect(counter?.count('a', 1000)).rejects.toMatchObject(unavailable);
    server.signal('SIGCONT');
    await vi.waitFor(() => counter?.count('a', 60_000), PATIENCE);
    await dispose();
  });
});

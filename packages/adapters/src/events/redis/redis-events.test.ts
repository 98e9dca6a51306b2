import type { PublishedEvent } from '@madrigal/core/notifications';
import { describeEventBus } from '@madrigal/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  isRedisInstalled,
  REDIS_PACKAGE,
  type RedisServer,
  startRedis,
} from '../../shared/testing/redis-server.ts';
import { createRedisEvents, type RedisEvents } from './index.ts';

const skipped = !isRedisInstalled() && !process.env.CI;
const title = skipped ? `Redis (skipped: apt-get install ${REDIS_PACKAGE})` : 'Redis';
const PATIENCE = { timeout: 20_000, interval: 10 };

describe.skipIf(skipped)(title, () => {
  describeEventBus('redis, between two processes', async ({ remembered }) => {
    const server = await startRedis();
    const options = { url: server.url, remembered, onError: () => {} };
    const [publisher, subscriber] = [createRedisEvents(options), createRedisEvents(options)];
    await Promise.all([untilUp(publisher), untilUp(subscriber)]);
    return {
      publisher: publisher.bus,
      subscriber: subscriber.bus,
      dispose: async () => {
        await publisher.stop();
        await subscriber.stop();
        await server.dispose();
      },
    };
  });

  describe('that is lost', () => {
    let server: RedisServer;
    const open: RedisEvents[] = [];
    beforeAll(async () => {
      server = await startRedis();
    });
    afterEach(async () => {
      for (const events of open.splice(0)) await events.stop();
    });
    afterAll(() => server?.dispose());

    async function openEvents(): Promise<RedisEvents> {
      const events = createRedisEvents({ url: server.url, onError: () => {} });
      open.push(events);
      await untilUp(events);
      return events;
    }

    test('fails nobody, and lets every process catch up when it is back', async () => {
      const [one, other] = [await openEvents(), await openEvents()];
      const heard: PublishedEvent[] = [];
      await other.bus.subscribe('ada', null, (event) => heard.push(event));
      await server.kill();
      await one.bus.publish('everyone', { type: 'catalogue.changed' });
      const late: PublishedEvent[] = [];
      await other.bus.subscribe('bert', heard[0]?.id ?? null, (event) => late.push(event));
      await server.start();
      for (const listener of [heard, late]) {
        await vi.waitFor(() => expect(listener[0]?.event).toEqual({ type: 'resync' }), PATIENCE);
      }
      const resyncs = heard.length;
      await one.bus.publish('everyone', { type: 'catalogue.changed' });
      await vi.waitFor(() => {
        expect(heard.slice(resyncs).at(-1)?.event).toEqual({ type: 'catalogue.changed' });
        expect(late.at(-1)?.event).toEqual({ type: 'catalogue.changed' });
      }, PATIENCE);
    });

    test('tells of what one process could not publish, also to those who never lost it', async () => {
      const [one, other] = [await openEvents(), await openEvents()];
      const heard: unknown[] = [];
      await other.bus.subscribe('ada', null, ({ event }) => heard.push(event));
      server.signal('SIGSTOP');
      await one.bus.publish('everyone', { type: 'catalogue.changed' });
      server.signal('SIGCONT');
      await vi.waitFor(() => expect(heard).toContainEqual({ type: 'resync' }), PATIENCE);
    });

    test('knows an event of its earlier life for one', async () => {
      const events = await openEvents();
      const heard: PublishedEvent[] = [];
      await events.bus.subscribe('ada', null, (event) => heard.push(event));
      await events.bus.publish('everyone', { type: 'catalogue.changed' });
      await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENCE);
      await server.kill();
      await server.start();
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(1), PATIENCE);
      const resumed: unknown[] = [];
      await events.bus.subscribe('ada', heard[0]?.id ?? '', ({ event }) => resumed.push(event));
      await vi.waitFor(() => expect(resumed).toEqual([{ type: 'resync' }]), PATIENCE);
    });
  });
});

/** Redis is asked in the background, so a bus is there before its server. */
async function untilUp({ bus }: RedisEvents): Promise<void> {
  await vi.waitFor(async () => {
    const heard: unknown[] = [];
    const stop = await bus.subscribe('nobody', 'made-up', (event) => heard.push(event));
    stop();
    expect(heard).toHaveLength(1);
  }, PATIENCE);
}

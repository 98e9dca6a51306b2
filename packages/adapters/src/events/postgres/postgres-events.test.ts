import { describeEventBus } from '@madrigal/core/testing';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createTestDatabase } from '../../database/postgres/testing/index.ts';
import { createPostgresEvents } from './index.ts';

async function openBus(connectionString: string, remembered = 20) {
  const pool = new pg.Pool({ connectionString, max: 3 });
  pool.on('error', () => {});
  const { bus, stop } = await createPostgresEvents({
    pool,
    connectionString,
    remembered,
    onError: () => {},
  });
  return {
    bus,
    pool,
    stop: async () => {
      await stop();
      await pool.end();
    },
  };
}

describeEventBus('postgres, between two processes', async ({ remembered }) => {
  const database = await createTestDatabase();
  const publisher = await openBus(database.connectionString, remembered);
  const subscriber = await openBus(database.connectionString, remembered);
  return {
    publisher: publisher.bus,
    subscriber: subscriber.bus,
    dispose: async () => {
      await publisher.stop();
      await subscriber.stop();
      await database.dispose();
    },
  };
});

test('tells what was published while the listening connection was away', async () => {
  const database = await createTestDatabase();
  const { bus, pool, stop } = await openBus(database.connectionString);
  const heard: unknown[] = [];
  await bus.subscribe('ada', null, ({ event }) => heard.push(event));
  await pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'madrigal-events' AND datname = current_database()",
  );
  await bus.publish('everyone', { type: 'catalogue.changed' });
  await vi.waitFor(() => expect(heard).toEqual([{ type: 'catalogue.changed' }]), {
    timeout: 10_000,
  });
  await stop();
  await database.dispose();
});

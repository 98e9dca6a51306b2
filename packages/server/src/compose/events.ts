import { createMemoryEvents } from '@madrigal/adapters/events/memory';
import { createPostgresEvents } from '@madrigal/adapters/events/postgres';
import { createRedisEvents } from '@madrigal/adapters/events/redis';
import type { EventBus } from '@madrigal/core/notifications';
import type { Logger } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

type PostgresEventsOptions = Parameters<typeof createPostgresEvents>[0];

/** What tells processes and open pages of changes, until `stack` ends. */
export async function openEvents(
  { events }: Config,
  database: Pick<PostgresEventsOptions, 'pool' | 'connectionString'>,
  stack: AsyncDisposableStack,
  logger: Logger,
): Promise<EventBus> {
  if (events.kind === 'memory') return createMemoryEvents();
  const onError = (err: unknown) => logger.warn({ err }, 'events: connection lost');
  const { bus, stop } =
    events.kind === 'redis'
      ? createRedisEvents({ url: events.url, onError })
      : await createPostgresEvents({ ...database, onError });
  stack.defer(stop);
  return bus;
}

import { createMemoryEvents } from '@madrigal/adapters/events/memory';
import type { EventBus } from '@madrigal/core/notifications';
import type { Logger } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

type PostgresEventsOptions = Parameters<
  typeof import('@madrigal/adapters/events/postgres')['createPostgresEvents']
>[0];

/** What tells processes and open pages of changes, until `stack` ends. */
export async function openEvents(
  { events }: Config,
  database: Pick<PostgresEventsOptions, 'pool' | 'connectionString'>,
  stack: AsyncDisposableStack,
  logger: Logger,
): Promise<EventBus> {
  // Where pages ask by themselves, nobody listens.
  if (events.kind === 'memory' || events.kind === 'poll') return createMemoryEvents();
  const onError = (err: unknown) => logger.warn({ err }, 'events: connection lost');
  const { bus, stop } =
    events.kind === 'redis'
      ? (await import('@madrigal/adapters/events/redis')).createRedisEvents({
          url: events.url,
          onError,
        })
      : await (await import('@madrigal/adapters/events/postgres')).createPostgresEvents({
          ...database,
          onError,
        });
  stack.defer(stop);
  return bus;
}

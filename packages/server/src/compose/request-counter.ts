import { createMemoryCounter } from '@madrigal/adapters/cache/memory';
import { type Logger, type RequestCounter, systemClock } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

/** What counts requests that are limited, until `stack` ends. */
export async function openRequestCounter(
  { cache }: Config,
  stack: AsyncDisposableStack,
  logger: Logger,
): Promise<RequestCounter> {
  if (cache.kind === 'memory') return createMemoryCounter(systemClock);
  const { createRedisCounter } = await import('@madrigal/adapters/cache/redis');
  const { counter, close } = createRedisCounter({
    url: cache.url,
    onError: (err) => logger.warn({ err }, 'request counter: connection lost'),
  });
  stack.defer(close);
  return counter;
}

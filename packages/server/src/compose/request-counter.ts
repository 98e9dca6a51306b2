import { createMemoryCounter } from '@madrigal/adapters/cache/memory';
import { createRedisCounter } from '@madrigal/adapters/cache/redis';
import { type Logger, type RequestCounter, systemClock } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

/** What counts requests that are limited, until `stack` ends. */
export function openRequestCounter(
  { cache }: Config,
  stack: AsyncDisposableStack,
  logger: Logger,
): RequestCounter {
  if (cache.kind === 'memory') return createMemoryCounter(systemClock);
  const { counter, close } = createRedisCounter({
    url: cache.url,
    onError: (err) => logger.warn({ err }, 'request counter: connection lost'),
  });
  stack.defer(close);
  return counter;
}

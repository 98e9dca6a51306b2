import type { RequestCounter } from '@madrigal/core/shared';
import { z } from 'zod';
import { openRedis } from '../../shared/redis.ts';

/** A counter and its end are one step: a crash between them would limit an address for good. */
const COUNT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }`;

const Answer = z.tuple([z.number(), z.number()]);

/** Counts of all processes together. Throws `unavailable` within half a second while Redis is away. */
export function createRedisCounter(options: { url: string; onError: (error: unknown) => void }): {
  counter: RequestCounter;
  close(): void;
} {
  const link = openRedis(options);
  return {
    counter: {
      count: async (key, windowMs) => {
        const words = ['EVAL', COUNT, '1', `madrigal:limit:${key}`, String(windowMs)];
        const [count, endsInMs] = Answer.parse(await link.send(words));
        return { count, endsInMs: Math.max(0, endsInMs) };
      },
    },
    close: link.close,
  };
}

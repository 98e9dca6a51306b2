import type { ServerEvent } from '@madrigal/contract';
import type { Audience, PublishedEvent } from '@madrigal/core/notifications';
import { z } from 'zod';
import type { RedisLink } from '../../shared/redis.ts';

/** Braces keep both keys on one node of a cluster. */
const STREAM = 'madrigal:{events}';
const COUNTER = 'madrigal:{events}:last';
const BATCH = 500;

/**
 * Numbers without a gap, so that a listener can tell whether everything since theirs is still there.
 * They begin at the time in microseconds: those of a Redis that lost its data are larger than all
 * before.
 */
const LAST = `
local last = redis.call('GET', KEYS[2])
if not last then
  local now = redis.call('TIME')
  last = string.format('%.0f', now[1] * 1000000 + now[2])
  redis.call('SET', KEYS[2], last)
end`;

const APPEND = `${LAST}
local id = string.format('%.0f', last + 1)
redis.call('SET', KEYS[2], id)
redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[1], id .. '-0', 'to', ARGV[2], 'event', ARGV[3])
return id`;

const BOUNDS = `${LAST}
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
return { last, first[1] and first[1][1] or '' }`;

export interface StreamEntry {
  id: bigint;
  /** Null for everyone. */
  userId: string | null;
  published: PublishedEvent;
}

/** Appends an event, of which the newest `remembered` are kept. */
export async function append(
  link: RedisLink,
  audience: Audience,
  event: ServerEvent,
  remembered: number,
): Promise<void> {
  const to = audience === 'everyone' ? '' : audience.userId;
  const words = [String(remembered), to, JSON.stringify(event)];
  await link.send(['EVAL', APPEND, '2', STREAM, COUNTER, ...words]);
}

/** Number of the newest event, and of the oldest that is remembered. */
export async function boundsOf(link: RedisLink): Promise<{ last: bigint; first: bigint }> {
  const answer = await link.send(['EVAL', BOUNDS, '2', STREAM, COUNTER]);
  const [last, first] = z.tuple([z.string(), z.string()]).parse(answer);
  return { last: BigInt(last), first: first === '' ? BigInt(last) + 1n : idOf(first) };
}

/** Events after `after`, oldest first, some hundred at most. */
export async function readAfter(link: RedisLink, after: bigint): Promise<StreamEntry[]> {
  const answer = await link.send(['XRANGE', STREAM, `(${after}-0`, '+', 'COUNT', String(BATCH)]);
  return Entries.parse(answer).map(toEntry);
}

/** Drops the events for one user alone. */
export async function dropOf(link: RedisLink, userId: string): Promise<void> {
  let after = 0n;
  for (;;) {
    const entries = await readAfter(link, after);
    const last = entries.at(-1);
    if (!last) return;
    after = last.id;
    const ids = entries.filter((entry) => entry.userId === userId).map(({ id }) => `${id}-0`);
    if (ids.length > 0) await link.send(['XDEL', STREAM, ...ids]);
  }
}

/** Like {@link readAfter}, waiting up to `waitMs` for the first. */
export async function awaitAfter(
  link: RedisLink,
  after: bigint,
  waitMs: number,
): Promise<StreamEntry[]> {
  const words = ['XREAD', 'COUNT', String(BATCH), 'BLOCK', String(waitMs)];
  const answer = await link.send([...words, 'STREAMS', STREAM, `${after}-0`]);
  return (Streams.parse(answer)?.[0]?.[1] ?? []).map(toEntry);
}

const Entries = z.array(
  z.tuple([z.string(), z.tuple([z.string(), z.string(), z.string(), z.string()])]),
);
const Streams = z.array(z.tuple([z.string(), Entries])).nullable();

function toEntry([id, [, to, , json]]: z.infer<typeof Entries>[number]): StreamEntry {
  const number = idOf(id);
  return {
    id: number,
    userId: to === '' ? null : to,
    published: { id: String(number), event: JSON.parse(json) as ServerEvent },
  };
}

function idOf(id: string): bigint {
  return BigInt(id.split('-')[0] ?? 0);
}

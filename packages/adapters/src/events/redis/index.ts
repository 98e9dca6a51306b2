import { setTimeout as delay } from 'node:timers/promises';
import type { EventBus, EventListener } from '@madrigal/core/notifications';
import { openRedis, type RedisLink } from '../../shared/redis.ts';
import { append, awaitAfter, boundsOf, dropOf, readAfter, type StreamEntry } from './stream.ts';

const REMEMBERED = 10_000;
/** How long one read waits for news; also how soon a connection that died silently is noticed. */
const WAIT_MS = 5000;
const PAUSE_MS = 100;
/** Numbers of events are microseconds. */
const ID = /^[1-9]\d{0,17}$/;

export interface RedisEventsOptions {
  url: string;
  /** Events that late-comers can still be told, 10,000 unless told. */
  remembered?: number;
  /** Told when Redis is lost; nobody else is. */
  onError: (error: unknown) => void;
}

export interface RedisEvents {
  bus: EventBus;
  stop(): Promise<void>;
}

interface Subscriber {
  userId: string;
  /** Told up to here; null until that is known, while news wait in `held`. */
  lastId: bigint | null;
  held: StreamEntry[];
  /** True where Redis was away when they came, so that nobody knows what they missed. */
  owed: boolean;
  listener: EventListener;
}

/**
 * Events between processes, in a Redis stream that each of them reads by itself. Nothing here ever
 * fails a request: what cannot be published while Redis is away becomes a `resync` for everyone as
 * soon as it is back, and so does every gap in reading.
 */
export function createRedisEvents(options: RedisEventsOptions): RedisEvents {
  const { url, onError } = options;
  const subscribers = new Set<Subscriber>();
  const publisher = createPublisher(options);
  const reader = openRedis({ url, onError, timeoutMs: WAIT_MS * 2 });
  const stopped = new AbortController();
  const reading = follow(reader, subscribers, stopped.signal, onError);
  return {
    bus: {
      publish: publisher.publish,
      subscribe: async (userId, afterId, listener) => {
        const subscriber: Subscriber = { userId, lastId: null, held: [], owed: false, listener };
        subscribers.add(subscriber);
        await begin(publisher.link, subscriber, afterId).catch((error) => {
          onError(error);
          subscriber.owed = true;
          release(subscriber, 0n);
        });
        return () => subscribers.delete(subscriber);
      },
      forgetUser: (userId) => dropOf(publisher.link, userId),
    },
    stop: async () => {
      stopped.abort();
      subscribers.clear();
      publisher.link.close();
      reader.close();
      await reading;
    },
  };
}

function createPublisher({ url, onError, remembered = REMEMBERED }: RedisEventsOptions) {
  let lostSome = false;
  const makeUp = async () => {
    if (!lostSome) return;
    lostSome = false;
    await publish('everyone', { type: 'resync' });
  };
  const link = openRedis({ url, onError, onUp: () => void makeUp() });
  const publish: EventBus['publish'] = async (audience, event) => {
    try {
      await append(link, audience, event, remembered);
    } catch (error) {
      lostSome = true;
      onError(error);
      // A server that hung while the connection stayed says nothing when it goes on.
      if (link.isUp()) setTimeout(() => void makeUp(), WAIT_MS).unref();
    }
  };
  return { link, publish };
}

/** Finds where a new listener begins, and tells what they missed. */
async function begin(
  link: RedisLink,
  subscriber: Subscriber,
  afterId: string | null,
): Promise<void> {
  const { last, first } = await boundsOf(link);
  if (afterId === null) return release(subscriber, last);
  const after = ID.test(afterId) ? BigInt(afterId) : -1n;
  const isKnown = after >= first - 1n && after <= last;
  if (!isKnown) {
    subscriber.listener({ id: String(last), event: { type: 'resync' } });
    return release(subscriber, last);
  }
  let told = after;
  for (;;) {
    const entries = await readAfter(link, told);
    for (const entry of entries) tell(subscriber, entry);
    told = entries.at(-1)?.id ?? told;
    if (entries.length === 0 || told >= last) return release(subscriber, told);
  }
}

/** From here on the listener is told what comes, beginning with what came meanwhile. */
function release(subscriber: Subscriber, lastId: bigint): void {
  subscriber.lastId = lastId;
  for (const entry of subscriber.held.splice(0)) pass(subscriber, entry);
}

function pass(subscriber: Subscriber, entry: StreamEntry): void {
  if (subscriber.lastId === null) {
    subscriber.held.push(entry);
  } else if (entry.id > subscriber.lastId) {
    subscriber.lastId = entry.id;
    tell(subscriber, entry);
  }
}

function tell({ userId, listener }: Subscriber, entry: StreamEntry): void {
  if (entry.userId === null || entry.userId === userId) listener(entry.published);
}

/** Reads the stream as it grows and tells everyone. After every break it tells them to resync. */
async function follow(
  link: RedisLink,
  subscribers: ReadonlySet<Subscriber>,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  let position: bigint | null = null;
  let wasLost = false;
  while (!signal.aborted) {
    try {
      position ??= await findStart(link, subscribers, wasLost);
      const entries: StreamEntry[] = await awaitAfter(link, position, WAIT_MS);
      for (const subscriber of [...subscribers]) {
        for (const entry of entries) pass(subscriber, entry);
      }
      position = entries.at(-1)?.id ?? position;
    } catch (error) {
      if (signal.aborted) return;
      if (link.isUp()) onError(error);
      wasLost ||= position !== null;
      position = null;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function findStart(
  link: RedisLink,
  subscribers: ReadonlySet<Subscriber>,
  wasLost: boolean,
): Promise<bigint> {
  const { last } = await boundsOf(link);
  let start = last;
  for (const subscriber of [...subscribers]) {
    if (subscriber.lastId === null) continue; // is being told where it begins
    if (wasLost || subscriber.owed) resync(subscriber, last);
    else if (subscriber.lastId < start) start = subscriber.lastId;
  }
  return start;
}

function resync(subscriber: Subscriber, position: bigint): void {
  subscriber.lastId = position;
  subscriber.owed = false;
  subscriber.listener({ id: String(position), event: { type: 'resync' } });
}

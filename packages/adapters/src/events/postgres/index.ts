import type { ServerEvent } from '@madrigal/contract';
import type { EventBus, EventListener, PublishedEvent } from '@madrigal/core/notifications';
import type pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';
import { listenForNotifications } from './listen.ts';

const CHANNEL = 'madrigal_events';
const REMEMBERED = 10_000;
/** Ids are bigints that start at 1. */
const ID = /^[1-9]\d{0,17}$/;

export interface PostgresEventsOptions {
  pool: pg.Pool;
  /** Opens a connection of its own for listening. */
  connectionString: string;
  /** Events that late-comers can still be told, 10,000 unless told. */
  remembered?: number;
  onError: (error: unknown) => void;
}

export interface PostgresEvents {
  bus: EventBus;
  stop(): Promise<void>;
}

interface Row {
  id: string;
  user_id: string | null;
  body: ServerEvent;
}

/** Someone who listens, and how far they have been told. */
interface Subscriber {
  userId: string;
  lastId: bigint;
  listener: EventListener;
  stopped: boolean;
}

/**
 * Events between processes that share a database. A notification only wakes the listeners up; what
 * happened is read from the table, so nothing is lost while the connection is away.
 */
export async function createPostgresEvents(
  options: PostgresEventsOptions,
): Promise<PostgresEvents> {
  const { pool, onError } = options;
  const remembered = options.remembered ?? REMEMBERED;
  const subscribers = new Set<Subscriber>();
  const catchUp = inOneGo(() => tellNews(pool, subscribers), onError);
  const notifications = await listenForNotifications({
    connectionString: options.connectionString,
    channel: CHANNEL,
    onNews: catchUp,
    onError,
  });
  return {
    bus: {
      publish: (audience, event) =>
        translated(async () => {
          const userId = audience === 'everyone' ? null : audience.userId;
          const body = JSON.stringify(event);
          await pool.query('SELECT publish_event($1, $2, $3)', [userId, body, remembered]);
        }),
      subscribe: (userId, afterId, listener) =>
        translated(async () => {
          const subscriber = await startAt(pool, userId, afterId, listener);
          subscribers.add(subscriber);
          catchUp();
          return () => {
            subscriber.stopped = true;
            subscribers.delete(subscriber);
          };
        }),
      forgetUser: (userId) =>
        translated(async () => {
          await pool.query('DELETE FROM events WHERE user_id = $1', [userId]);
        }),
    },
    stop: async () => {
      subscribers.clear();
      await notifications.stop();
    },
  };
}

async function startAt(
  pool: pg.Pool,
  userId: string,
  afterId: string | null,
  listener: EventListener,
): Promise<Subscriber> {
  const { rows } = await pool.query<{ first: string | null; last: string }>(
    'SELECT min(id)::text AS first, coalesce(max(id), 0)::text AS last FROM events',
  );
  const last = BigInt(rows[0]?.last ?? 0);
  const first = BigInt(rows[0]?.first ?? 1);
  if (afterId === null) return { userId, lastId: last, listener, stopped: false };
  const after = ID.test(afterId) || afterId === '0' ? BigInt(afterId) : -1n;
  if (after >= first - 1n && after <= last)
    return { userId, lastId: after, listener, stopped: false };
  listener({ id: String(last), event: { type: 'resync' } });
  return { userId, lastId: last, listener, stopped: false };
}

/** Tells everyone who listens by now what was published since they were last told. */
async function tellNews(pool: pg.Pool, subscribers: ReadonlySet<Subscriber>): Promise<void> {
  const present = [...subscribers];
  const [from] = present.map(({ lastId }) => lastId).sort((a, b) => Number(a - b));
  if (from === undefined) return;
  const { rows } = await pool.query<Row>(
    // Ordered by the number, and not by the text that is selected, where 10 comes before 9.
    'SELECT id::text, user_id, body FROM events WHERE id > $1 ORDER BY events.id',
    [String(from)],
  );
  for (const subscriber of present) for (const row of rows) tell(subscriber, row);
}

function tell(subscriber: Subscriber, row: Row): void {
  const id = BigInt(row.id);
  if (subscriber.stopped || id <= subscriber.lastId) return;
  subscriber.lastId = id;
  if (row.user_id !== null && row.user_id !== subscriber.userId) return;
  const published: PublishedEvent = { id: row.id, event: row.body };
  subscriber.listener(published);
}

/** Runs `task` when called, once more when called meanwhile, never twice at a time. */
function inOneGo(task: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await task().catch(onError);
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createPatientPool } from './patient-pool.ts';
import { createReadPreparation } from './prepared-reads.ts';
import type { Tables } from './tables.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
const INT8_OID = 20;

export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database?sslmode=…`; `host=/dir` names a socket folder. */
  connectionString: string;
  /** Connections kept at most. */
  maxConnections?: number;
  /**
   * How long to wait, in ms, for a server that takes no connections: one that restarts, or whose place
   * another one takes. Not at all unless told.
   */
  waitMs?: number;
  /** Told when a connection that nobody uses breaks; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
  /** Told of every typed query when it has ended. Its values are not part of it. */
  onQuery?: (query: { sql: string; ms: number; failed: boolean }) => void;
}

/** Open connections to one database, as SQL (`pool`) and as typed queries (`db`). */
export interface Postgres {
  pool: pg.Pool;
  db: Kysely<Tables>;
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>;
}

/** Connects lazily: a database that is away shows as `unavailable` at the first query. */
export function openPostgres(options: PostgresOptions): Postgres {
  const settings = {
    connectionString: options.connectionString,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A machine that vanished sends no farewell: the system has to look after quiet connections.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    application_name: 'madrigal',
    types: { getTypeParser },
  };
  const pool = createPatientPool(settings, options.waitMs ?? 0);
  pool.on('connect', createReadPreparation());
  // Without a listener Node would end the process when an idle connection breaks.
  pool.on('error', (error) => options.onIdleError?.(error));
  // The same for one that breaks in somebody's hands: the query under way fails, and tells them.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ level, query, queryDurationMillis: ms }) =>
      options.onQuery?.({ sql: query.sql, ms, failed: level === 'error' }),
  });
  return { pool, db, close: () => db.destroy() };
}

/** Sizes and counts are below 2^53, so bigint comes back as a number instead of a string. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8_OID && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

import type { ForgetPerson } from '@madrigal/core/identity';
import type { JobSender, JobSource } from '@madrigal/core/shared';
import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { translated } from '../../shared/postgres-errors.ts';
import { listDead, revive } from './dead-letters.ts';
import { forgetPerson } from './forget-person.ts';
import { measure } from './measure.ts';
import { ensureQueues } from './queues.ts';
import { send } from './send.ts';
import { bury, complete, extend, fail, type JobsContext, lease, release } from './source.ts';

export interface PostgresJobsOptions {
  /** Stays the caller's: close it after `stop`. */
  pool: pg.Pool;
  /** Told when the queue's own upkeep (deleting finished jobs) fails; it is tried again. */
  onError?: (error: Error) => void;
}

export interface PostgresJobs {
  sender: JobSender;
  source: JobSource;
  forgetPerson: ForgetPerson;
  /** Brings the queue's schema up to date. Every process calls it before the first job. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The job queue on pg-boss, in the schema `pgboss` of the database. */
export function createPostgresJobs(options: PostgresJobsOptions): PostgresJobs {
  const { pool } = options;
  const executeSql = (text: string, values?: unknown[]) => pool.query(text, values);
  const boss = new PgBoss({ db: { executeSql }, schedule: false });
  boss.on('error', (error) => options.onError?.(error));
  const context: JobsContext = { boss, pool, expiryCheckedAt: 0 };
  return {
    sender: { send: (job) => translated(() => send(context, job)) },
    source: createSource(context),
    forgetPerson: (person) => translated(() => forgetPerson(context, person)),
    start: () => translated(() => start(boss)),
    stop: () => boss.stop({ close: false }),
  };
}

async function start(boss: PgBoss): Promise<void> {
  try {
    await boss.start();
    await ensureQueues(boss);
  } catch (error) {
    await boss.stop({ close: false });
    throw error;
  }
}

function createSource(context: JobsContext): JobSource {
  return {
    lease: (kinds, max, seconds) => translated(() => lease(context, kinds, max, seconds)),
    extend: (job, seconds) => translated(() => extend(context, job, seconds)),
    complete: (job) => translated(() => complete(context, job)),
    fail: (job, reason, delay) => translated(() => fail(context, job, reason, delay)),
    release: (job) => translated(() => release(context, job)),
    bury: (job, reason) => translated(() => bury(context, job, reason)),
    listDead: (limit) => translated(() => listDead(context, limit)),
    revive: (deadJobId) => translated(() => revive(context, deadJobId)),
    measure: () => translated(() => measure(context)),
  };
}

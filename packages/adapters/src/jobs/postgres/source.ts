import {
  type JobKind,
  jobKinds,
  type LeasedJob,
  MAX_ATTEMPTS,
  MadrigalError,
} from '@madrigal/core/shared';
import type pg from 'pg';
import type { Job, PgBoss } from 'pg-boss';

/** How often expired leases are looked for: what redelivery may be late by. */
const EXPIRY_CHECK_MS = 250;
export const LEASE_RAN_OUT = 'No worker finished it in time.';
const GIVEN_BACK = 'The worker stopped.';

export interface JobsContext {
  boss: PgBoss;
  pool: pg.Pool;
  /** `performance.now()` of the last look for expired leases. */
  expiryCheckedAt: number;
}

/**
 * pg-boss counts an attempt at every claim, so id and attempt name one lease; its own calls
 * refuse any other (`JobAttempt` in its types).
 */
function attemptOf(job: LeasedJob): { id: string; retryCount: number } {
  return { id: job.id, retryCount: Number(job.receipt) };
}

export async function lease(
  context: JobsContext,
  kinds: readonly JobKind[],
  max: number,
  leaseSeconds: number,
): Promise<LeasedJob[]> {
  await failExpired(context);
  const leased: LeasedJob[] = [];
  for (const kind of rotated(kinds)) {
    if (leased.length === max) break;
    leased.push(...(await leaseKind(context, kind, max - leased.length, leaseSeconds)));
  }
  return leased;
}

/** Begins anywhere, so that a busy kind does not starve the ones named after it. */
function rotated(kinds: readonly JobKind[]): JobKind[] {
  const start = Math.floor(Math.random() * kinds.length);
  return [...kinds.slice(start), ...kinds.slice(0, start)];
}

async function leaseKind(
  { boss, pool }: JobsContext,
  kind: JobKind,
  max: number,
  leaseSeconds: number,
): Promise<LeasedJob[]> {
  const jobs = await boss.fetch<object>(kind, { batchSize: max });
  if (jobs.length === 0) return [];
  // A lease as long as the caller says is ours: pg-boss knows one length per job, set when sent.
  const { rows } = await pool.query<HeldRow>(
    `UPDATE pgboss.job SET started_on = now(), expire_seconds = $3, retry_delay = 0
     FROM unnest($2::uuid[], $4::int[]) AS held(held_id, held_count)
     WHERE name = $1 AND id = held_id AND retry_count = held_count AND state = 'active'
     RETURNING id, group_id AS "group", retry_limit AS "retryLimit"`,
    [kind, jobs.map((job) => job.id), Math.ceil(leaseSeconds), jobs.map((job) => job.retryCount)],
  );
  const held = new Map(rows.map((row) => [row.id, row]));
  return jobs.flatMap((job) => {
    const row = held.get(job.id);
    return row ? [toLeasedJob(kind, job, row)] : [];
  });
}

interface HeldRow {
  id: string;
  group: string | null;
  retryLimit: number;
}

function toLeasedJob(kind: JobKind, job: Job<object>, { group, retryLimit }: HeldRow): LeasedJob {
  // Each time it was given back the limit rose by one, and the count with it.
  const givenBack = retryLimit - (MAX_ATTEMPTS - 1);
  return {
    id: job.id,
    kind,
    payload: job.data,
    attempt: job.retryCount + 1 - givenBack,
    group,
    receipt: String(job.retryCount),
  };
}

/** pg-boss looks for expired jobs once a minute; leases of seconds need it sooner. */
async function failExpired(context: JobsContext): Promise<void> {
  const now = performance.now();
  if (now - context.expiryCheckedAt < EXPIRY_CHECK_MS) return;
  context.expiryCheckedAt = now;
  const { rows } = await context.pool.query<{ name: string; id: string; retryCount: number }>(
    `SELECT name, id, retry_count AS "retryCount" FROM pgboss.job
     WHERE name = ANY ($1) AND policy = 'exclusive' AND state = 'active'
       AND started_on + expire_seconds * interval '1 second' < now()`,
    [jobKinds],
  );
  for (const kind of new Set(rows.map((row) => row.name))) {
    const expired = rows.filter((row) => row.name === kind);
    await context.boss.fail(kind, expired, { reason: LEASE_RAN_OUT });
  }
}

export async function extend(
  { pool }: JobsContext,
  job: LeasedJob,
  leaseSeconds: number,
): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE pgboss.job SET started_on = now(), expire_seconds = $4
     WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'
       AND started_on + expire_seconds * interval '1 second' >= now()`,
    [job.kind, job.id, job.receipt, Math.ceil(leaseSeconds)],
  );
  if (rowCount === 0) throw new MadrigalError('conflict', 'The lease of this job ran out.');
}

export async function complete({ boss }: JobsContext, job: LeasedJob): Promise<void> {
  await boss.complete(job.kind, attemptOf(job));
}

export async function fail(
  { boss, pool }: JobsContext,
  job: LeasedJob,
  reason: string,
  delaySeconds: number,
): Promise<void> {
  await pool.query(
    `UPDATE pgboss.job SET retry_delay = $4
     WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'`,
    [job.kind, job.id, job.receipt, Math.ceil(delaySeconds)],
  );
  await boss.fail(job.kind, attemptOf(job), { reason });
}

export async function release({ boss, pool }: JobsContext, job: LeasedJob): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE pgboss.job SET retry_limit = retry_limit + 1, retry_delay = 0
     WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'`,
    [job.kind, job.id, job.receipt],
  );
  if (rowCount === 1) await boss.fail(job.kind, attemptOf(job), { reason: GIVEN_BACK });
}

export async function bury(
  { boss, pool }: JobsContext,
  job: LeasedJob,
  reason: string,
): Promise<void> {
  await pool.query(
    `UPDATE pgboss.job SET retry_limit = retry_count
     WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active'`,
    [job.kind, job.id, job.receipt],
  );
  await boss.fail(job.kind, attemptOf(job), { reason });
}

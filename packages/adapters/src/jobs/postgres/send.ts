import type { NewJob } from '@madrigal/core/shared';
import type { JobsContext } from './source.ts';

/** pg-boss answers null when a job with this key waits or runs; that is success. */
export async function send(context: JobsContext, job: NewJob): Promise<void> {
  const { kind, payload, dedupeKey, group, delaySeconds = 0 } = job;
  await context.boss.send(kind, payload, {
    singletonKey: dedupeKey,
    startAfter: delaySeconds,
    ...(group !== undefined && {
      group: { id: group },
      priority: -(await turnOf(context, kind, group)),
    }),
  });
}

/**
 * The turn in which a group's next job is done: one after its last, but no sooner than the turn that
 * is being done now (start-time fair queueing with equal weights and lengths; P. Goyal, H. Vin and
 * H. Cheng, IEEE/ACM Transactions on Networking 5(5), 1997). Turns begin at 0 again once all is done.
 */
async function turnOf({ pool }: JobsContext, kind: string, group: string): Promise<number> {
  const { rows } = await pool.query<{ turn: number }>(
    `SELECT greatest(
         coalesce(
           min(-priority) FILTER (WHERE state = 'active'),
           min(-priority) FILTER (WHERE start_after <= now()),
           0),
         max(-priority) FILTER (WHERE group_id = $2) + 1
       ) AS turn
     FROM pgboss.job WHERE name = $1 AND state < 'completed'`,
    [kind, group],
  );
  return rows[0]?.turn ?? 0;
}

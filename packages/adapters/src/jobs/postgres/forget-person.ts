import type { Person } from '@madrigal/core/identity';
import type { JobsContext } from './source.ts';

/**
 * Drops what the queue keeps of somebody: messages to them, sent or not, and jobs that were done for
 * them, which are kept for a day. A worker that has one of the messages goes on with it. Jobs under
 * way stay, without saying for whom.
 */
export async function forgetPerson(
  { pool }: Pick<JobsContext, 'pool'>,
  { userId, email, phoneNumber }: Person,
): Promise<void> {
  await pool.query(
    `DELETE FROM pgboss.job
     WHERE (group_id = $1 AND state <> 'active')
       OR lower(data -> 'message' ->> 'to') = ANY ($2::text[])`,
    [userId, [email, phoneNumber]],
  );
  await pool.query('UPDATE pgboss.job SET group_id = NULL WHERE group_id = $1', [userId]);
}

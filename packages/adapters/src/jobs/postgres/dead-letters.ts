import { type DeadJob, type JobKind, MadrigalError } from '@madrigal/core/shared';
import { DEAD_LETTERS } from './queues.ts';
import { type JobsContext, LEASE_RAN_OUT } from './source.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface DeadRow {
  id: string;
  kind: JobKind;
  payload: unknown;
  output: { reason?: string } | null;
  diedAt: Date;
}

export async function listDead({ pool }: JobsContext, limit: number): Promise<DeadJob[]> {
  const { rows } = await pool.query<DeadRow>(
    `SELECT id, source_name AS kind, data AS payload, source_output AS output,
       created_on AS "diedAt"
     FROM pgboss.job WHERE name = $1 AND state = 'created'
     ORDER BY created_on DESC, id DESC LIMIT $2`,
    [DEAD_LETTERS, limit],
  );
  // pg-boss's own look for expired jobs gives no reason of ours.
  return rows.map(({ output, ...row }) => ({ ...row, reason: output?.reason ?? LEASE_RAN_OUT }));
}

export async function revive({ boss, pool }: JobsContext, deadJobId: string): Promise<void> {
  const id = UUID.test(deadJobId) ? deadJobId : notFound();
  const moved = await boss.redrive(DEAD_LETTERS, { ids: [id] });
  if (moved === 1) return;
  // Not moved although it is there: a job with its key waits or runs already and takes its place.
  const { rowCount } = await pool.query(
    `DELETE FROM pgboss.job WHERE name = $1 AND id = $2 AND state = 'failed'`,
    [DEAD_LETTERS, id],
  );
  if (rowCount === 0) notFound();
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such dead letter.');
}

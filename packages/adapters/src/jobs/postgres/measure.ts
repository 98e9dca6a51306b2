import { jobKinds, type QueueFigures } from '@madrigal/core/shared';
import { DEAD_LETTERS } from './queues.ts';
import type { JobsContext } from './source.ts';

interface QueueRow {
  name: string;
  waiting: number;
  running: number;
  oldestAgeSeconds: number | null;
}

export async function measure({ pool }: JobsContext): Promise<QueueFigures> {
  const { rows } = await pool.query<QueueRow>(
    `SELECT name,
       count(*) FILTER (WHERE state <> 'active')::int AS waiting,
       count(*) FILTER (WHERE state = 'active')::int AS running,
       extract(epoch FROM now() - min(start_after)
         FILTER (WHERE state <> 'active' AND start_after <= now()))::float8 AS "oldestAgeSeconds"
     FROM pgboss.job WHERE name = ANY ($1) AND state IN ('created', 'retry', 'active')
     GROUP BY name`,
    [[...jobKinds, DEAD_LETTERS]],
  );
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    kinds: jobKinds.map((kind) => {
      const { waiting = 0, running = 0, oldestAgeSeconds = null } = byName.get(kind) ?? {};
      return { kind, waiting, running, oldestAgeSeconds };
    }),
    dead: byName.get(DEAD_LETTERS)?.waiting ?? 0,
  };
}

import type { SentMessages } from '@madrigal/core/notifications';
import type pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';

/**
 * Remembers in PostgreSQL what went out. Whoever sends holds the row, uncommitted; whoever comes with
 * the same id waits for it, and sends only where that one failed or died.
 */
export function createSentMessages({ pool }: { pool: pg.Pool }): SentMessages {
  return {
    async once(id, send) {
      const client = await translated(() => pool.connect());
      let failure: unknown;
      try {
        await translated(() => client.query('BEGIN'));
        const { rowCount } = await translated(() =>
          client.query('INSERT INTO sent_messages (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]),
        );
        if (rowCount === 1) await send();
        await translated(() => client.query('COMMIT'));
      } catch (error) {
        failure = error;
        await client.query('ROLLBACK').catch(() => {}); // the connection is closed below
        throw error;
      } finally {
        client.release(failure !== undefined);
      }
    },
    forgetBefore: (time) =>
      translated(async () => {
        await pool.query('DELETE FROM sent_messages WHERE sent_at < $1', [time]);
      }),
  };
}

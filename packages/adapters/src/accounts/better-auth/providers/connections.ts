import { MadrigalError } from '@madrigal/core/shared';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { z } from 'zod';

/**
 * Ends connections to accounts elsewhere. In place of Better Auth's own way, which takes a password
 * off as well, and of two that are the last ones both when they are ended at once.
 */
export function connections({ pool }: { pool: pg.Pool }) {
  return {
    id: 'madrigal-connections',
    endpoints: {
      removeConnection: createAuthEndpoint(
        '/connections/remove',
        { method: 'POST', use: [sessionMiddleware], body: z.object({ id: z.string().max(100) }) },
        async (ctx) => {
          await remove(pool, ctx.context.session.user.id, ctx.body.id);
          return ctx.json({ status: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** @throws not_found, also for a password; conflict for the last way in */
async function remove(pool: pg.Pool, userId: string, id: string): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    // Of two that are ended at once, the second one sees that the first is gone.
    await client.query('SELECT FROM auth_users WHERE id = $1 FOR UPDATE', [userId]);
    const { rows } = await client.query<{ id: string; providerId: string }>(
      'SELECT id, provider_id AS "providerId" FROM auth_credentials WHERE user_id = $1',
      [userId],
    );
    const known = rows.some((way) => way.id === id && way.providerId !== 'credential');
    const refused = known && rows.length === 1;
    if (known && !refused) await client.query('DELETE FROM auth_credentials WHERE id = $1', [id]);
    await client.query('COMMIT');
    broken = false;
    if (!known) throw new MadrigalError('not_found', 'There is no such connection.');
    if (refused) throw new MadrigalError('conflict', 'This is the last way to sign in.');
  } finally {
    // After a failure the connection is closed, which rolls back whatever had begun.
    client.release(broken);
  }
}

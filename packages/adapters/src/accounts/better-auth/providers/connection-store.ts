import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';

/** @throws not_found, also for a password; conflict for the last way in */
export async function removeConnection(pool: pg.Pool, userId: string, id: string): Promise<void> {
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
    if (!known) throw noSuchConnection();
    if (refused) throw lastWayIn();
  } finally {
    // After a failure the connection is closed, which rolls back whatever had begun.
    client.release(broken);
  }
}

export function noSuchConnection(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such connection.');
}

export function lastWayIn(): MadrigalError {
  return new MadrigalError('conflict', 'This is the last way to sign in.');
}

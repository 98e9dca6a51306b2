import type pg from 'pg';
import { translated } from '../../../shared/postgres-errors.ts';

/** A schema of this name is there while rows are on their way into the database. */
const MARKER = 'madrigal_moving_in';

/** Says that a database is being filled. */
export function markMovingIn(pool: pg.Pool): Promise<void> {
  return translated(async () => void (await pool.query(`CREATE SCHEMA IF NOT EXISTS ${MARKER}`)));
}

export function isMovingIn(pool: pg.Pool): Promise<boolean> {
  return translated(async () => {
    const { rows } = await pool.query<{ found: boolean }>(
      'SELECT to_regnamespace($1) IS NOT NULL AS found',
      [MARKER],
    );
    return rows[0]?.found === true;
  });
}

export function unmarkMovingIn(pool: pg.Pool): Promise<void> {
  return translated(async () => void (await pool.query(`DROP SCHEMA IF EXISTS ${MARKER}`)));
}

/**
 * Has uploads in parts that are not finished expire: their parts stayed with the store they were sent
 * to. Answers how many.
 */
export function expireUploadsInParts(pool: pg.Pool): Promise<number> {
  return translated(async () => {
    const { rowCount } = await pool.query(
      `UPDATE uploads SET expires_at = now()
       WHERE multipart_id IS NOT NULL AND state IN ('created', 'uploading') AND expires_at > now()`,
    );
    return rowCount ?? 0;
  });
}

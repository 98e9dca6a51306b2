import type pg from 'pg';

/** True where the account has been used before, but never on this device. */
export async function rememberDevice(
  pool: pg.Pool,
  userId: string,
  deviceHash: Buffer,
): Promise<boolean> {
  const { rows } = await pool.query<{ surprising: boolean }>(
    `WITH before AS (SELECT device_hash FROM auth_devices WHERE user_id = $1),
          seen AS (
            INSERT INTO auth_devices (user_id, device_hash) VALUES ($1, $2)
            ON CONFLICT (user_id, device_hash) DO UPDATE SET last_seen_at = now())
     SELECT EXISTS (SELECT FROM before) AND NOT EXISTS (SELECT FROM before WHERE device_hash = $2)
            AS surprising`,
    [userId, deviceHash],
  );
  return rows[0]?.surprising === true;
}

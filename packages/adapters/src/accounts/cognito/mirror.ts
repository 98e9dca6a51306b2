import type { Account } from '@madrigal/core/identity';
import type pg from 'pg';
import type { PoolUser } from './user-pool.ts';

export type Database = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Any fixed number: whoever makes the first account or takes an admin away holds this lock. */
const LOCK = 7_236_147;

/**
 * What the database knows of an account elsewhere, so that tokens, app passwords and invitations can belong
 * to it. An address that nobody verified may be somebody else's, so it is not kept.
 */
export async function mirror(
  database: Database,
  user: PoolUser,
  { role }: Pick<Account, 'role'>,
): Promise<void> {
  const email = user.emailVerified && user.email ? user.email : `${user.id}@unverified.invalid`;
  // An address belongs to one account: whoever had it before, in the pool or before there was one, has lost it.
  await database.query(
    `UPDATE auth_users SET email = id || '@former.invalid' WHERE email = $1 AND id <> $2`,
    [email, user.id],
  );
  await database.query(
    `INSERT INTO auth_users (id, name, email, email_verified, role, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, now())
     ON CONFLICT (id) DO UPDATE
     SET name = $2, email = $3, email_verified = $4, role = $5, updated_at = now()
     WHERE (auth_users.name, auth_users.email, auth_users.email_verified, auth_users.role)
       IS DISTINCT FROM ($2, $3, $4, $5)`,
    [user.id, user.name, email, user.emailVerified, role, user.createdAt],
  );
}

/** Forgets an account with everything that belongs to it. */
export async function forget(database: Database, userId: string): Promise<void> {
  await database.query('DELETE FROM auth_users WHERE id = $1', [userId]);
}

/** Runs work that Cognito cannot make sure happens once, one at a time of all processes. */
export async function alone<T>(
  pool: pg.Pool,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      return await work(client);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      broken = false;
    }
  } finally {
    // A connection that is closed holds no lock.
    client.release(broken);
  }
}

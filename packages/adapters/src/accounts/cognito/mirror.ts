import { Language } from '@madrigal/contract';
import type { Account, ListedAccount } from '@madrigal/core/identity';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
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
): Promise<Pick<Account, 'language'>> {
  const email = user.emailVerified && user.email ? user.email : `${user.id}@unverified.invalid`;
  // An address belongs to one account: whoever had it before, in the pool or before there was one, has lost it.
  await database.query(
    `UPDATE auth_users SET email = id || '@former.invalid' WHERE email = $1 AND id <> $2`,
    [email, user.id],
  );
  const { rows } = await database.query<{ language: string | null }>(
    `INSERT INTO auth_users (id, name, email, email_verified, role, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, now())
     ON CONFLICT (id) DO UPDATE
     SET name = $2, email = $3, email_verified = $4, role = $5, updated_at = now()
     RETURNING language`,
    [user.id, user.name, email, user.emailVerified, role, user.createdAt],
  );
  const language = Language.nullable().parse(rows[0]?.language ?? null);
  return { language };
}

/** What somebody is written to in, which the pool does not know. */
export async function setLanguage(
  database: Database,
  userId: string,
  language: Account['language'],
): Promise<void> {
  await database.query('UPDATE auth_users SET language = $2 WHERE id = $1', [userId, language]);
}

/** Accounts that were looked up at least once, newest first, positions `[id]`. @throws invalid_cursor */
export async function listMirrored(
  database: Database,
  { text }: { text: string },
  { limit, after }: PageRequest<Position>,
): Promise<Page<ListedAccount, Position>> {
  const id = after?.at(-1) ?? null;
  if (after && !id) {
    throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
  }
  const { rows } = await database.query<ListedAccount>(
    `SELECT id, name, email, role, language, created_at AS "createdAt" FROM auth_users
     WHERE ($1::text IS NULL
         OR (created_at, id) < (SELECT created_at, id FROM auth_users WHERE id = $1))
       AND (strpos(lower(name), lower($2)) > 0 OR strpos(lower(email), lower($2)) > 0)
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [id, text, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isMore = last !== undefined && rows.length > limit;
  return { items, next: isMore ? [last.id] : null };
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

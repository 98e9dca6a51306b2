import { type Language, Role } from '@madrigal/contract';
import type { Account, ListedAccount } from '@madrigal/core/identity';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type pg from 'pg';

const COLUMNS = 'id, name, email, role, language';
/** Any fixed number: whoever takes an admin away holds the advisory lock of this name. */
const LOCK = 7_236_146;

/** The admin who has been there longest. */
export async function findFirstAdmin(pool: pg.Pool): Promise<Account | null> {
  const { rows } = await pool.query<Account>(
    `SELECT ${COLUMNS} FROM auth_users WHERE role = 'admin' ORDER BY created_at, id LIMIT 1`,
  );
  return rows[0] ?? null;
}

/** @throws not_found */
export async function getAccount(pool: pg.Pool, userId: string): Promise<Account> {
  const { rows } = await pool.query<Account>(`SELECT ${COLUMNS} FROM auth_users WHERE id = $1`, [
    userId,
  ]);
  return accountOf(rows);
}

/** Ids begin with the time, so that their order is the one of age. @throws invalid_cursor */
export async function listAccounts(
  pool: pg.Pool,
  { text }: { text: string },
  { limit, after }: PageRequest<Position>,
): Promise<Page<ListedAccount, Position>> {
  const beforeId = after ? idOf(after) : null;
  const { rows } = await pool.query<ListedAccount>(
    `SELECT ${COLUMNS}, created_at AS "createdAt" FROM auth_users
     WHERE ($1::text IS NULL OR id < $1)
       AND (strpos(lower(name), lower($2)) > 0 OR strpos(lower(email), lower($2)) > 0)
     ORDER BY id DESC LIMIT $3`,
    [beforeId, text, limit + 1],
  );
  return pageOf(rows, limit);
}

/** The page that was asked for with one account more. */
export function pageOf(rows: ListedAccount[], limit: number): Page<ListedAccount, Position> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? [last.id] : null };
}

/** @throws invalid_cursor */
export function idOf(position: Position): string {
  const id = position.at(-1);
  if (!id) throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
  return id;
}

/** @throws not_found */
export async function renameAccount(pool: pg.Pool, userId: string, name: string): Promise<Account> {
  const { rows } = await pool.query<Account>(
    `UPDATE auth_users SET name = $2, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
    [userId, name],
  );
  return accountOf(rows);
}

/** @throws not_found */
export async function setLanguage(
  pool: pg.Pool,
  userId: string,
  language: Language,
): Promise<Account> {
  const { rows } = await pool.query<Account>(
    `UPDATE auth_users SET language = $2, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
    [userId, language],
  );
  return accountOf(rows);
}

export async function confirmAddress(pool: pg.Pool, userId: string): Promise<void> {
  await pool.query('UPDATE auth_users SET email_verified = true WHERE id = $1', [userId]);
}

export async function countAccounts(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM auth_users');
  return Number(rows[0]?.count);
}

export async function findPasswordHash(pool: pg.Pool, userId: string): Promise<string | null> {
  const { rows } = await pool.query<{ password: string }>(
    `SELECT password FROM auth_credentials
     WHERE user_id = $1 AND provider_id = 'credential' AND password IS NOT NULL`,
    [userId],
  );
  return rows[0]?.password ?? null;
}

/** @throws conflict for the last admin */
export async function checkDeletable(
  database: pg.Pool | pg.PoolClient,
  userId: string,
): Promise<void> {
  const { rows } = await database.query<{ last: boolean }>(
    `SELECT role = 'admin' AND NOT EXISTS
       (SELECT FROM auth_users o WHERE o.role = 'admin' AND o.id <> u.id) AS last
     FROM auth_users u WHERE id = $1`,
    [userId],
  );
  if (rows[0]?.last) throw lastAdmin();
}

/** @throws conflict for the last admin */
export async function deleteAccount(pool: pg.Pool, userId: string): Promise<void> {
  await withoutLosingTheLastAdmin(pool, userId, async (client) => {
    await client.query(
      `DELETE FROM auth_phone_codes
       WHERE phone_number = (SELECT phone_number FROM auth_users WHERE id = $1)`,
      [userId],
    );
    await client.query('DELETE FROM auth_verifications WHERE value = $1', [userId]);
    await client.query('DELETE FROM auth_users WHERE id = $1', [userId]);
  });
}

/** @throws not_found, conflict for the last admin */
export async function setRole(pool: pg.Pool, userId: string, role: Role): Promise<void> {
  const write = async (database: pg.Pool | pg.PoolClient) => {
    const { rows } = await database.query<Account>(
      `UPDATE auth_users SET role = $2, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
      [userId, role],
    );
    accountOf(rows);
  };
  if (role === 'admin') await write(pool);
  else await withoutLosingTheLastAdmin(pool, userId, write);
}

/** @throws not_found */
export async function endSessions(pool: pg.Pool, userId: string): Promise<void> {
  await getAccount(pool, userId);
  await pool.query('DELETE FROM auth_sessions WHERE user_id = $1', [userId]);
  // Devices that may leave out the second step, and links of mails that are under way.
  await pool.query('DELETE FROM auth_verifications WHERE value = $1', [userId]);
}

/** Of two last admins who go at once, one stays. @throws conflict for the last admin */
async function withoutLosingTheLastAdmin(
  pool: pg.Pool,
  userId: string,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const refusal = await checkDeletable(client, userId)
      .then(() => work(client))
      .then(
        () => null,
        (error: unknown) => error,
      );
    await client.query(refusal ? 'ROLLBACK' : 'COMMIT');
    broken = false;
    if (refusal) throw refusal;
  } finally {
    // After a failure the connection is closed, which rolls back whatever had begun.
    client.release(broken);
  }
}

export function lastAdmin(): MadrigalError {
  return new MadrigalError('conflict', 'The last admin cannot go: nobody could run this instance.');
}

function accountOf([row]: Account[]): Account {
  if (!row) throw new MadrigalError('not_found', 'There is no such account.');
  return { ...row, role: Role.parse(row.role) };
}

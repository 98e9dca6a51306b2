import type { Language, NewAccount } from '@madrigal/contract';
import type { Account } from '@madrigal/core/identity';
import { MadrigalError, newId } from '@madrigal/core/shared';
import type pg from 'pg';

/** Any fixed number: whoever creates the first account holds the advisory lock of this name. */
const LOCK = 7_236_145;

/** Whoever sets an instance up. */
export type FirstAccount = Omit<NewAccount, 'password'> & { language: Language | null };

/** Whoever sets an instance up owns it: there may be no mail yet to confirm their address with. */
export function firstAdmin({ name, email, language }: FirstAccount): Account {
  return { id: newId(), name, email: email.toLowerCase(), role: 'admin', language };
}

export function setUpAlready(): MadrigalError {
  return new MadrigalError('setup_already_done', 'This instance has accounts.');
}

/**
 * Writes the first account as admin, with its password hashed already. In one transaction and
 * under a lock, so that of any number of racing callers, in any process, one succeeds.
 * @throws MadrigalError `setup_already_done`
 */
export async function insertFirstAccount(
  pool: pg.Pool,
  account: FirstAccount,
  passwordHash: string,
): Promise<Account> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const isFirst = !(await hasAccounts(client));
    const created = isFirst ? await insert(client, account, passwordHash) : null;
    await client.query('COMMIT');
    broken = false;
    if (!created) throw setUpAlready();
    return created;
  } finally {
    // After a failure the connection is closed, which rolls back whatever had begun.
    client.release(broken);
  }
}

/** True once anyone has an account. */
export async function hasAccounts(database: pg.Pool | pg.PoolClient): Promise<boolean> {
  const { rows } = await database.query<{ found: boolean }>(
    'SELECT EXISTS (SELECT FROM auth_users) AS found',
  );
  return rows[0]?.found === true;
}

/** The rows Better Auth itself writes for a sign-up by e-mail and password. */
async function insert(
  client: pg.PoolClient,
  first: FirstAccount,
  passwordHash: string,
): Promise<Account> {
  const account = firstAdmin(first);
  await client.query(
    `INSERT INTO auth_users (id, name, email, email_verified, role, language, created_at, updated_at)
     VALUES ($1, $2, $3, true, $4, $5, now(), now())`,
    [account.id, account.name, account.email, account.role, account.language],
  );
  await client.query(
    `INSERT INTO auth_credentials
       (id, account_id, provider_id, user_id, password, created_at, updated_at)
     VALUES ($1, $2, 'credential', $2, $3, now(), now())`,
    [newId(), account.id, passwordHash],
  );
  return account;
}

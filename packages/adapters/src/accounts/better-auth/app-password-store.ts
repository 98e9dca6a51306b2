import type { Account, AppPassword, AppPasswordStore } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { translatedMethods } from '../../shared/postgres-errors.ts';

/** How exact the last use is kept: a busy app shall not write at every request. */
const LAST_USE_GRAIN = '1 minute';
const ACCOUNT = 'u.id AS "userId", u.name AS "userName", u.email, u.role, u.language';

interface AccountRow {
  userId: string;
  userName: string;
  email: string;
  role: Account['role'];
  language: Account['language'];
}

/** Passwords of apps in PostgreSQL, beside the accounts they belong to. */
export function createAppPasswordStore(pool: pg.Pool): AppPasswordStore {
  return translatedMethods<AppPasswordStore>({
    createAppPassword: async (userId, { id, name, createdAt }, { sealed, hash }) => {
      await pool.query(
        `INSERT INTO app_passwords (id, user_id, name, sealed, secret_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, userId, name, sealed, hash, createdAt],
      );
    },
    putAppPassword: async (userId, { id, name, createdAt }, { sealed, hash }) => {
      await pool.query(
        `INSERT INTO app_passwords AS p (id, user_id, name, sealed, secret_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET name = $3, sealed = $4, secret_hash = $5, created_at = $6,
           last_used_at = NULL
         WHERE p.user_id = $2`,
        [id, userId, name, sealed, hash, createdAt],
      );
    },
    replaceSecret: async (userId, id, { sealed, hash }) => {
      const { rowCount } = await pool.query(
        'UPDATE app_passwords SET sealed = $3, secret_hash = $4 WHERE user_id = $1 AND id = $2',
        [userId, id, sealed, hash],
      );
      if (rowCount === 0) throw noSuchPassword();
    },
    listAppPasswordsOf: (userId) => list(pool, userId),
    deleteAppPassword: async (userId, id) => {
      const { rowCount } = await pool.query(
        'DELETE FROM app_passwords WHERE user_id = $1 AND id = $2',
        [userId, id],
      );
      if (rowCount === 0) throw noSuchPassword();
    },
    findByEmail: (email) => findByEmail(pool, email),
    findByHash: (hash) => findByHash(pool, hash),
    noteUse: async (id, now) => {
      await pool.query(
        `UPDATE app_passwords SET last_used_at = $2::timestamptz WHERE id = $1
           AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - $3::interval)`,
        [id, now, LAST_USE_GRAIN],
      );
    },
  });
}

export function noSuchPassword(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such password.');
}

async function list(pool: pg.Pool, userId: string): Promise<AppPassword[]> {
  const { rows } = await pool.query<AppPassword>(
    `SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt"
     FROM app_passwords WHERE user_id = $1 ORDER BY created_at DESC, id DESC`,
    [userId],
  );
  return rows;
}

async function findByEmail(pool: pg.Pool, email: string) {
  const { rows } = await pool.query<AccountRow & { id: string; sealed: Buffer }>(
    `SELECT ${ACCOUNT}, p.id, p.sealed FROM auth_users u JOIN app_passwords p ON p.user_id = u.id
     WHERE u.email = $1 ORDER BY p.last_used_at DESC NULLS LAST`,
    [email],
  );
  const [first] = rows;
  if (!first) return null;
  const passwords = rows.map(({ id, sealed }) => ({ id, sealed }));
  return { account: toAccount(first), passwords };
}

async function findByHash(pool: pg.Pool, hash: Buffer) {
  const { rows } = await pool.query<AccountRow & { id: string }>(
    `SELECT ${ACCOUNT}, p.id FROM auth_users u JOIN app_passwords p ON p.user_id = u.id
     WHERE p.secret_hash = $1`,
    [hash],
  );
  return rows[0] ? { id: rows[0].id, account: toAccount(rows[0]) } : null;
}

function toAccount({ userId, userName, email, role, language }: AccountRow): Account {
  return { id: userId, name: userName, email, role, language };
}

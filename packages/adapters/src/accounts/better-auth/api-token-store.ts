import type { Role, TokenScope } from '@madrigal/contract';
import type { ApiToken, ApiTokenStore } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { translatedMethods } from '../../shared/postgres-errors.ts';

/** How exact the last use is kept: a busy program shall not write at every request. */
const LAST_USE_GRAIN = '1 minute';

/** API tokens in PostgreSQL, beside the accounts they belong to. */
export function createApiTokenStore(pool: pg.Pool): ApiTokenStore {
  return translatedMethods<ApiTokenStore>({
    createToken: (userId, token, secretHash) => create(pool, userId, token, secretHash),
    listTokensOfUser: (userId) => list(pool, userId),
    deleteToken: (userId, tokenId) => remove(pool, userId, tokenId),
    useToken: (secretHash, now) => use(pool, secretHash, now),
  });
}

async function create(
  pool: pg.Pool,
  userId: string,
  { id, name, scope, createdAt, expiresAt }: ApiToken,
  secretHash: Buffer,
): Promise<void> {
  await pool.query(
    `INSERT INTO api_tokens (id, user_id, secret_hash, name, scope, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, userId, secretHash, name, scope, createdAt, expiresAt],
  );
}

async function list(pool: pg.Pool, userId: string): Promise<ApiToken[]> {
  const { rows } = await pool.query<ApiToken>(
    `SELECT id, name, scope, created_at AS "createdAt", expires_at AS "expiresAt",
            last_used_at AS "lastUsedAt"
     FROM api_tokens WHERE user_id = $1 ORDER BY id DESC`,
    [userId],
  );
  return rows;
}

async function remove(pool: pg.Pool, userId: string, tokenId: string): Promise<void> {
  const { rowCount } = await pool.query('DELETE FROM api_tokens WHERE user_id = $1 AND id = $2', [
    userId,
    tokenId,
  ]);
  if (rowCount === 0) throw new MadrigalError('not_found', 'There is no such token.');
}

async function use(
  pool: pg.Pool,
  secretHash: Buffer,
  now: Date,
): Promise<{ userId: string; role: Role; scope: TokenScope } | null> {
  const { rows } = await pool.query<{ userId: string; role: Role; scope: TokenScope }>(
    `WITH used AS (
       UPDATE api_tokens SET last_used_at = $2::timestamptz
       WHERE secret_hash = $1
         AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - $3::interval))
     SELECT u.id AS "userId", u.role, t.scope
     FROM api_tokens t JOIN auth_users u ON u.id = t.user_id
     WHERE t.secret_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > $2)`,
    [secretHash, now, LAST_USE_GRAIN],
  );
  return rows[0] ?? null;
}

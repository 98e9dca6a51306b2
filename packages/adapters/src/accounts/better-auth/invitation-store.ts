import type { Invitation, InvitationStore } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { translatedMethods } from '../../shared/postgres-errors.ts';

/** Invitations in PostgreSQL. */
export function createInvitationStore(pool: pg.Pool): InvitationStore {
  return translatedMethods<InvitationStore>({
    createInvitation: (invitation, tokenHash) => create(pool, invitation, tokenHash),
    listInvitations: (limit) => list(pool, limit),
    deleteInvitation: (invitationId) => remove(pool, invitationId),
    deleteInvitationsFor: async (email) => {
      await pool.query('DELETE FROM invitations WHERE email = $1', [email]);
    },
    useInvitation: (tokenHash, email) => use(pool, tokenHash, email),
  });
}

async function create(
  pool: pg.Pool,
  { id, email, createdAt, expiresAt }: Invitation,
  tokenHash: Buffer,
): Promise<void> {
  await pool.query(
    `INSERT INTO invitations (id, token_hash, email, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [id, tokenHash, email, createdAt, expiresAt],
  );
}

async function list(pool: pg.Pool, limit: number): Promise<Invitation[]> {
  const { rows } = await pool.query<Invitation>(
    `SELECT id, email, created_at AS "createdAt", expires_at AS "expiresAt", used_at AS "usedAt"
     FROM invitations ORDER BY created_at DESC, id DESC LIMIT $1`,
    [limit],
  );
  return rows;
}

async function remove(pool: pg.Pool, invitationId: string): Promise<void> {
  const { rowCount } = await pool.query('DELETE FROM invitations WHERE id = $1', [invitationId]);
  if (rowCount === 0) throw new MadrigalError('not_found', 'There is no such invitation.');
}

async function use(pool: pg.Pool, tokenHash: Buffer, email: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE invitations SET used_at = now()
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
       AND (email IS NULL OR email = lower($2))`,
    [tokenHash, email],
  );
  return rowCount === 1;
}

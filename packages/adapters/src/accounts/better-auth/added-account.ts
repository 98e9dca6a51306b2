import { createHash, randomBytes } from 'node:crypto';
import type { Account, AddedAccount } from '@madrigal/core/identity';
import { newId } from '@madrigal/core/shared';
import type pg from 'pg';
import { addressTaken, parseAddedAccount } from '../../shared/new-account.ts';
import type { AccountRecords, PasswordLink } from './records.ts';

const TOKEN_BYTES = 24;

/** @throws conflict, invalid_request */
export async function createAccount(
  records: Pick<AccountRecords, 'insertAccount'>,
  added: AddedAccount,
  until: Date,
): Promise<{ account: Account; passwordToken: string }> {
  const account = { id: newId(), ...parseAddedAccount(added), language: null };
  const passwordToken = randomBytes(TOKEN_BYTES).toString('base64url');
  const identifier = createHash('sha256')
    .update(`reset-password:${passwordToken}`)
    .digest('base64url');
  if (!(await records.insertAccount(account, { identifier, until }))) throw addressTaken();
  return { account, passwordToken };
}

/** Both rows or none. False where the address has an account. */
export async function insertAccount(
  pool: pg.Pool,
  { id, name, email, role, language }: Account,
  { identifier, until }: PasswordLink,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH made AS (
       INSERT INTO auth_users (id, name, email, email_verified, role, language)
       VALUES ($1, $2, $3, false, $4, $5) ON CONFLICT (email) DO NOTHING RETURNING id)
     INSERT INTO auth_verifications (id, identifier, value, expires_at)
     SELECT $6, $7, id, $8 FROM made`,
    [id, name, email, role, language, newId(), identifier, until],
  );
  return rowCount === 1;
}

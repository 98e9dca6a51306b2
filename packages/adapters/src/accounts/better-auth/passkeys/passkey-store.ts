import { MadrigalError, newId } from '@madrigal/core/shared';
import type pg from 'pg';

/** A passkey as its owner sees it. */
export interface Passkey {
  id: string;
  name: string;
  /** Host it works at. */
  host: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** What signatures of a passkey are checked with. */
interface PasskeyCredential {
  userId: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  rpId: string;
  counter: number;
  transports: string[];
}

/** Of the passkeys of accounts. */
export interface PasskeyStore {
  /** Oldest first. */
  list(userId: string): Promise<Passkey[]>;
  /** What the authenticators of this account hold already, for one host. */
  listCredentials(userId: string, rpId: string): Promise<{ id: string; transports: string[] }[]>;
  /** @throws conflict when it is known already, or the account has too many */
  add(passkey: PasskeyCredential & { name: string }): Promise<Passkey>;
  find(credentialId: string): Promise<PasskeyCredential | null>;
  /**
   * Keeps the count of signatures, which grows where an authenticator counts at all (WebAuthn,
   * section 6.1.1). False where another sign-in has raised it in the meantime.
   */
  countUse(credentialId: string, from: number, to: number): Promise<boolean>;
  /** @throws not_found when this account has no such passkey */
  rename(userId: string, id: string, name: string): Promise<Passkey>;
  /** @throws not_found when this account has no such passkey */
  remove(userId: string, id: string): Promise<void>;
}

export const MOST_PER_ACCOUNT = 20;
const SHOWN = `id, name, rp_id AS "host", created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

/** Passkeys in PostgreSQL. */
export function createPasskeyStore(pool: pg.Pool): PasskeyStore {
  return {
    list: (userId) => listPasskeys(pool, userId),
    listCredentials: (userId, rpId) => listCredentials(pool, userId, rpId),
    add: (passkey) => addPasskey(pool, passkey),
    find: (credentialId) => findCredential(pool, credentialId),
    countUse: (credentialId, from, to) => countUse(pool, credentialId, from, to),
    rename: (userId, id, name) => renamePasskey(pool, userId, id, name),
    remove: (userId, id) => removePasskey(pool, userId, id),
  };
}

async function listPasskeys(pool: pg.Pool, userId: string): Promise<Passkey[]> {
  const { rows } = await pool.query<Passkey>(
    `SELECT ${SHOWN} FROM auth_passkeys WHERE user_id = $1 ORDER BY id`,
    [userId],
  );
  return rows;
}

async function listCredentials(
  pool: pg.Pool,
  userId: string,
  rpId: string,
): Promise<{ id: string; transports: string[] }[]> {
  const { rows } = await pool.query<{ id: string; transports: string[] }>(
    `SELECT credential_id AS id, transports FROM auth_passkeys WHERE user_id = $1 AND rp_id = $2`,
    [userId, rpId],
  );
  return rows;
}

async function addPasskey(
  pool: pg.Pool,
  { name, ...credential }: PasskeyCredential & { name: string },
): Promise<Passkey> {
  const { userId, credentialId, publicKey, rpId, counter, transports } = credential;
  const { rows } = await pool.query<Passkey>(
    `INSERT INTO auth_passkeys
       (id, user_id, credential_id, public_key, rp_id, counter, transports, name)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8
     WHERE (SELECT count(*) FROM auth_passkeys WHERE user_id = $2) < $9
     ON CONFLICT (credential_id) DO NOTHING
     RETURNING ${SHOWN}`,
    [
      newId(),
      userId,
      credentialId,
      Buffer.from(publicKey),
      rpId,
      counter,
      transports,
      name,
      MOST_PER_ACCOUNT,
    ],
  );
  const [added] = rows;
  if (added) return added;
  throw notAdded();
}

async function findCredential(
  pool: pg.Pool,
  credentialId: string,
): Promise<PasskeyCredential | null> {
  const { rows } = await pool.query<
    Omit<PasskeyCredential, 'publicKey' | 'counter'> & { publicKey: Buffer; counter: string }
  >(
    `SELECT user_id AS "userId", credential_id AS "credentialId", public_key AS "publicKey",
            rp_id AS "rpId", counter, transports
     FROM auth_passkeys WHERE credential_id = $1`,
    [credentialId],
  );
  const [row] = rows;
  if (!row) return null;
  return { ...row, publicKey: new Uint8Array(row.publicKey), counter: Number(row.counter) };
}

async function countUse(
  pool: pg.Pool,
  credentialId: string,
  from: number,
  to: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE auth_passkeys SET counter = $3, last_used_at = now()
     WHERE credential_id = $1 AND counter = $2`,
    [credentialId, from, to],
  );
  return rowCount === 1;
}

async function renamePasskey(
  pool: pg.Pool,
  userId: string,
  id: string,
  name: string,
): Promise<Passkey> {
  const { rows } = await pool.query<Passkey>(
    `UPDATE auth_passkeys SET name = $3 WHERE user_id = $1 AND id = $2 RETURNING ${SHOWN}`,
    [userId, id, name],
  );
  const [renamed] = rows;
  if (!renamed) throw noSuchPasskey();
  return renamed;
}

async function removePasskey(pool: pg.Pool, userId: string, id: string): Promise<void> {
  const { rowCount } = await pool.query(
    'DELETE FROM auth_passkeys WHERE user_id = $1 AND id = $2',
    [userId, id],
  );
  if (rowCount === 0) throw noSuchPasskey();
}

export function notAdded(): MadrigalError {
  return new MadrigalError(
    'conflict',
    `This passkey is known already, or the account has ${MOST_PER_ACCOUNT} passkeys.`,
  );
}

export function noSuchPasskey(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such passkey.');
}

import { timingSafeEqual } from 'node:crypto';
import { MadrigalError, newId } from '@madrigal/core/shared';
import type pg from 'pg';

const LIFETIME_MINUTES = 10;
/** Wrong codes that a code survives. */
export const MOST_ATTEMPTS = 5;
/** Codes for one number, and by one account, in the window: with the attempts, 25 guesses of a million. */
export const MOST_CODES = 5;
const WINDOW_MINUTES = 30;
export const LIFETIME_MS = LIFETIME_MINUTES * 60_000;
export const WINDOW_MS = WINDOW_MINUTES * 60_000;
const LIFETIME = `${LIFETIME_MINUTES} minutes`;
const WINDOW = `${WINDOW_MINUTES} minutes`;

/** Who a code is for: somebody who adds a number, or whoever signs in with it. */
export interface CodePurpose {
  phoneNumber: string;
  /** Null for a sign-in. */
  userId: string | null;
}

/** Whose number it is, and what they want to be written to in. */
interface PhoneOwner {
  id: string;
  language: string | null;
}

/** Numbers of accounts, and the codes sent to them: whoever reads these cannot sign in with them. */
export interface PhoneStore {
  findNumber(userId: string): Promise<string | null>;
  /** As much work for a number that nobody has. */
  findOwner(phoneNumber: string): Promise<PhoneOwner | null>;
  /** Numbers change hands: it belongs to whoever received the last code there. */
  setNumber(userId: string, phoneNumber: string): Promise<void>;
  removeNumber(userId: string): Promise<void>;
  /** Ends the codes before it. @throws too_many_requests */
  keepCode(purpose: CodePurpose, hash: Buffer): Promise<void>;
  /** True for the code that was kept last, once; others count as attempts. */
  useCode(purpose: CodePurpose, hash: Buffer): Promise<boolean>;
}

/** Numbers and codes in PostgreSQL. */
export function createPhoneStore(pool: pg.Pool): PhoneStore {
  return {
    findNumber: (userId) => numberOf(pool, userId),
    findOwner: (phoneNumber) => ownerOf(pool, phoneNumber),
    setNumber: (userId, phoneNumber) => setNumber(pool, userId, phoneNumber),
    removeNumber: async (userId) => {
      await pool.query('UPDATE auth_users SET phone_number = NULL WHERE id = $1', [userId]);
    },
    keepCode: (purpose, hash) => keep(pool, purpose, hash),
    useCode: (purpose, hash) => use(pool, purpose, hash),
  };
}

async function numberOf(pool: pg.Pool, userId: string): Promise<string | null> {
  const { rows } = await pool.query<{ phone_number: string | null }>(
    'SELECT phone_number FROM auth_users WHERE id = $1',
    [userId],
  );
  return rows[0]?.phone_number ?? null;
}

async function ownerOf(pool: pg.Pool, phoneNumber: string): Promise<PhoneOwner | null> {
  const { rows } = await pool.query<PhoneOwner>(
    'SELECT id, language FROM auth_users WHERE phone_number = $1',
    [phoneNumber],
  );
  return rows[0] ?? null;
}

async function setNumber(pool: pg.Pool, userId: string, phoneNumber: string): Promise<void> {
  // In two statements: one alone would see the number twice. Dying between them loses a number only.
  await pool.query('UPDATE auth_users SET phone_number = NULL WHERE phone_number = $1', [
    phoneNumber,
  ]);
  await pool.query('UPDATE auth_users SET phone_number = $2, updated_at = now() WHERE id = $1', [
    userId,
    phoneNumber,
  ]);
}

async function keep(pool: pg.Pool, purpose: CodePurpose, hash: Buffer): Promise<void> {
  const { phoneNumber, userId } = purpose;
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    // Of many who ask at once for the same number, all are counted.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [phoneNumber]);
    const { rowCount } = await client.query(
      `INSERT INTO auth_phone_codes (id, phone_number, user_id, code_hash, expires_at)
       SELECT $1, $2, $3, $4, now() + $5::interval
       WHERE (SELECT count(*) FROM auth_phone_codes
              WHERE (phone_number = $2 OR user_id = $3) AND created_at > now() - $6::interval) < $7`,
      [newId(), phoneNumber, userId, hash, LIFETIME, WINDOW, MOST_CODES],
    );
    await client.query('DELETE FROM auth_phone_codes WHERE created_at < now() - $1::interval', [
      WINDOW,
    ]);
    await client.query('COMMIT');
    broken = false;
    if (rowCount === 0) throw tooMany();
  } finally {
    // After a failure the connection is closed, which rolls back whatever had begun.
    client.release(broken);
  }
}

async function use(
  pool: pg.Pool,
  { phoneNumber, userId }: CodePurpose,
  hash: Buffer,
): Promise<boolean> {
  const { rows } = await pool.query<{ id: string; code_hash: Buffer }>(
    `UPDATE auth_phone_codes SET attempts = attempts + 1
     WHERE id = (SELECT id FROM auth_phone_codes
                 WHERE phone_number = $1 AND user_id IS NOT DISTINCT FROM $2
                 ORDER BY created_at DESC, id DESC LIMIT 1)
       AND attempts < $3 AND expires_at > now()
     RETURNING id, code_hash`,
    [phoneNumber, userId, MOST_ATTEMPTS],
  );
  const [kept] = rows;
  if (!kept || !timingSafeEqual(kept.code_hash, hash)) return false;
  // It stays counted, but of many who send it at once one is right.
  const { rowCount } = await pool.query(
    'UPDATE auth_phone_codes SET expires_at = now() WHERE id = $1 AND expires_at > now()',
    [kept.id],
  );
  return rowCount === 1;
}

export function tooMany(): MadrigalError {
  return new MadrigalError('too_many_requests', 'Too many codes were asked for. Wait a while.', {
    retryAfterSeconds: WINDOW_MS / 1000,
  });
}

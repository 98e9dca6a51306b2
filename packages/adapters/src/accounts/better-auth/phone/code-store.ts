import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { MadrigalError, newId } from '@madrigal/core/shared';
import type pg from 'pg';

const CODE_DIGITS = 6;
const LIFETIME = '10 minutes';
/** Wrong codes that a code survives. */
const MOST_ATTEMPTS = 5;
/** Codes for one number, and by one account, in the window: with the attempts, 25 guesses of a million. */
const MOST_CODES = 5;
const WINDOW = '30 minutes';
const WINDOW_SECONDS = 1800;

/** Who a code is for: somebody who adds a number, or whoever signs in with it. */
interface CodePurpose {
  phoneNumber: string;
  /** Null for a sign-in. */
  userId: string | null;
}

export interface PhoneCodes {
  /** A new code, which ends the ones before. @throws too_many_requests, for unknown numbers as well */
  issue(purpose: CodePurpose): Promise<string>;
  /** True for the code that was issued last, once. */
  use(purpose: CodePurpose, code: string): Promise<boolean>;
}

/** Codes in PostgreSQL, by a keyed hash: whoever reads the database cannot sign in with them. */
export function createPhoneCodes(deps: { pool: pg.Pool; secret: string }): PhoneCodes {
  const hashOf = ({ phoneNumber, userId }: CodePurpose, code: string) =>
    createHmac('sha256', deps.secret)
      .update(`${phoneNumber}\n${userId ?? ''}\n${code}`)
      .digest();
  return {
    issue: async (purpose) => {
      const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
      await keep(deps.pool, purpose, hashOf(purpose, code));
      return code;
    },
    use: (purpose, code) => use(deps.pool, purpose, hashOf(purpose, code)),
  };
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

function tooMany(): MadrigalError {
  return new MadrigalError('too_many_requests', 'Too many codes were asked for. Wait a while.', {
    retryAfterSeconds: WINDOW_SECONDS,
  });
}

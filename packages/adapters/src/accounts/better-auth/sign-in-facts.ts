import type { SignInFacts } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import type { PasskeyStore } from './passkeys/passkey-store.ts';

type OfAccount = Pick<SignInFacts, 'memberSince' | 'emailVerified' | 'phoneNumber' | 'twoStep'>;

/** @throws not_found */
export async function readSignIn(
  pool: pg.Pool,
  passkeys: Pick<PasskeyStore, 'list'>,
  userId: string,
): Promise<SignInFacts> {
  const { rows } = await pool.query<OfAccount>(
    `SELECT created_at AS "memberSince", email_verified AS "emailVerified",
            phone_number AS "phoneNumber", coalesce(two_factor_enabled, false) AS "twoStep"
     FROM auth_users WHERE id = $1`,
    [userId],
  );
  if (!rows[0]) throw new MadrigalError('not_found', 'There is no such account.');
  const connections = await pool.query<SignInFacts['connections'][number]>(
    `SELECT provider_id AS provider, created_at AS "connectedAt" FROM auth_credentials
     WHERE user_id = $1 AND provider_id <> 'credential' ORDER BY created_at, id`,
    [userId],
  );
  const devices = await pool.query<SignInFacts['devices'][number]>(
    `SELECT user_agent AS "userAgent", ip_address AS address, created_at AS "signedInAt"
     FROM auth_sessions WHERE user_id = $1 ORDER BY created_at, id`,
    [userId],
  );
  return {
    ...rows[0],
    connections: connections.rows,
    passkeys: (await passkeys.list(userId)).map(({ id: _, ...passkey }) => passkey),
    devices: devices.rows,
  };
}

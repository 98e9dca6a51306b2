import { createHash, randomBytes } from 'node:crypto';
import { deviceName } from '@madrigal/contract';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import type { AccountMails } from './mails.ts';

const COOKIE = 'device';
const YEAR_SECONDS = 365 * 24 * 3600;
const ID_BYTES = 24;

/** Ways to open a session. Others only renew one that is open. */
const SIGN_INS = /^\/(sign-in\/|two-factor\/verify-|callback\/)/;

/**
 * Tells people by mail when their account is used on a device for the first time. A device is a
 * browser that holds our cookie; the first one of an account is nobody's surprise.
 * Comes after the plugins that can take a fresh session back (two-step sign-in).
 */
export function newDeviceMails(deps: { pool: pg.Pool; mails: AccountMails }): BetterAuthPlugin {
  const noticeDevice = createAuthMiddleware(async (ctx) => {
    const { newSession, secret } = ctx.context;
    if (!newSession) return;
    const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: YEAR_SECONDS });
    const known = await ctx.getSignedCookie(cookie.name, secret);
    const device = known || randomBytes(ID_BYTES).toString('base64url');
    await ctx.setSignedCookie(cookie.name, device, secret, cookie.attributes);
    const { user, session } = newSession;
    if (await rememberDevice(deps.pool, user.id, device)) {
      const name = deviceName(session.userAgent);
      const addressee = { to: user, headers: ctx.headers };
      deps.mails.newDevice(addressee, name, session.ipAddress || '–');
    }
  });
  return {
    id: 'madrigal-new-device',
    hooks: { after: [{ matcher: ({ path }) => SIGN_INS.test(path ?? ''), handler: noticeDevice }] },
  };
}

/** True where the account has been used before, but never on this device. */
async function rememberDevice(pool: pg.Pool, userId: string, device: string): Promise<boolean> {
  const { rows } = await pool.query<{ surprising: boolean }>(
    `WITH before AS (SELECT device_hash FROM auth_devices WHERE user_id = $1),
          seen AS (
            INSERT INTO auth_devices (user_id, device_hash) VALUES ($1, $2)
            ON CONFLICT (user_id, device_hash) DO UPDATE SET last_seen_at = now())
     SELECT EXISTS (SELECT FROM before) AND NOT EXISTS (SELECT FROM before WHERE device_hash = $2)
            AS surprising`,
    [userId, createHash('sha256').update(device).digest()],
  );
  return rows[0]?.surprising === true;
}

import { createHash, randomBytes } from 'node:crypto';
import { deviceName } from '@madrigal/contract';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import type { AccountMails } from './mails.ts';
import type { AccountRecords } from './records.ts';

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
export function newDeviceMails(deps: {
  records: Pick<AccountRecords, 'rememberDevice'>;
  mails: AccountMails;
}): BetterAuthPlugin {
  const noticeDevice = createAuthMiddleware(async (ctx) => {
    const { newSession, secret } = ctx.context;
    if (!newSession) return;
    const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: YEAR_SECONDS });
    const known = await ctx.getSignedCookie(cookie.name, secret);
    const device = known || randomBytes(ID_BYTES).toString('base64url');
    await ctx.setSignedCookie(cookie.name, device, secret, cookie.attributes);
    const { user, session } = newSession;
    const deviceHash = createHash('sha256').update(device).digest();
    if (await deps.records.rememberDevice(user.id, deviceHash)) {
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

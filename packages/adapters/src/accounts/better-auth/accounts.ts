import type { AccountDirectory } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { betterAuth } from 'better-auth';
import type { JSONWebKeySet } from 'jose';
import { createAccountDirectory } from './directory.ts';
import { type AccountsSettings, authOptions } from './options.ts';
import type { AccountRecords } from './records.ts';
import { translateRefusal } from './refusals.ts';

const BASE_PATH = '/api/auth';

/** What is served of Better Auth. The rest of its endpoints do not exist here. */
export const servedPaths: ReadonlySet<string> = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/token',
  '/jwks',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/passkeys',
  '/passkeys/begin',
  '/passkeys/add',
  '/passkeys/rename',
  '/passkeys/remove',
  '/passkeys/challenge',
  '/sign-in/passkey',
  '/phone',
  '/phone/begin',
  '/phone/confirm',
  '/phone/remove',
  '/phone/send-code',
  '/sign-in/phone-number',
  '/sign-in/social',
  '/link-social',
  '/list-accounts',
  '/connections/remove',
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
]);

/** Where people come back to from somebody else's sign-in page. */
const CALLBACK = /^\/callback\/[a-z0-9-]+$/;

export interface BetterAuthAccounts {
  directory: AccountDirectory;
  /**
   * Serves `/api/auth/*`. The URL of the request must be the one the client used, and the header
   * `x-madrigal-client-ip` its address. Everything but success is thrown.
   * @throws MadrigalError `invalid_credentials`, `unauthenticated`, `forbidden` (origin),
   * `setup_required`, `registration_closed`, `too_many_requests`, `invalid_request`, `not_found`,
   * `unavailable`
   */
  handle(request: Request): Promise<Response>;
  /** Public keys of access tokens; the first call ever makes one. @throws unavailable */
  jwks(): Promise<JSONWebKeySet>;
}

/**
 * Accounts kept by Better Auth: e-mail and password, sessions in cookies,
 * short-lived access tokens. The database must be prepared before.
 */
export function createBetterAuthAccounts(settings: AccountsSettings): BetterAuthAccounts {
  const { records } = settings;
  const auth = betterAuth(authOptions(settings));
  return {
    directory: createAccountDirectory(records),
    handle: (request) => records.translated(() => serve(records, auth.handler, request)),
    jwks: () => records.translated(async () => (await auth.api.getJwks()) as JSONWebKeySet),
  };
}

async function serve(
  records: Pick<AccountRecords, 'ping'>,
  handler: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${BASE_PATH}/`) ? pathname.slice(BASE_PATH.length) : '';
  if (!servedPaths.has(path) && !CALLBACK.test(path))
    throw new MadrigalError('not_found', 'There is nothing here.');
  const response = await handler(request);
  if (response.status < 400) return response;
  // Better Auth takes a session it cannot read for none: nobody is signed out by a lost database.
  if (response.status === 401 || response.status >= 500) await records.ping();
  throw await translateRefusal(response);
}

import { Role } from '@madrigal/contract';
import type { Account, AccountDirectory } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { betterAuth } from 'better-auth';
import type { JSONWebKeySet } from 'jose';
import { translated } from '../../shared/postgres-errors.ts';
import { hasAccounts, insertFirstAccount } from './first-account.ts';
import { parseNewAccount } from './new-account.ts';
import { type AccountsSettings, authOptions } from './options.ts';
import { translateRefusal } from './refusals.ts';

const BASE_PATH = '/api/auth';

/** What is served of Better Auth. The rest of its endpoints do not exist here. */
const served = new Set([
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
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
]);

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
 * Accounts kept by Better Auth in PostgreSQL: e-mail and password, sessions in cookies,
 * short-lived access tokens. The database must be migrated before.
 */
export function createBetterAuthAccounts(settings: AccountsSettings): BetterAuthAccounts {
  const auth = betterAuth(authOptions(settings));
  return {
    directory: createDirectory(settings, async (password) => {
      const context = await auth.$context;
      return context.password.hash(password);
    }),
    handle: (request) => translated(() => serve(settings.pool, auth.handler, request)),
    jwks: () => translated(async () => (await auth.api.getJwks()) as JSONWebKeySet),
  };
}

async function serve(
  pool: AccountsSettings['pool'],
  handler: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${BASE_PATH}/`) ? pathname.slice(BASE_PATH.length) : '';
  if (!served.has(path)) throw new MadrigalError('not_found', 'There is nothing here.');
  const response = await handler(request);
  if (response.status < 400) return response;
  // Better Auth takes a session it cannot read for none: nobody is signed out by a lost database.
  if (response.status === 401 || response.status >= 500) await pool.query('SELECT');
  throw await translateRefusal(response);
}

function createDirectory(
  { pool }: Pick<AccountsSettings, 'pool'>,
  hashPassword: (password: string) => Promise<string>,
): AccountDirectory {
  return {
    hasAccounts: () => translated(() => hasAccounts(pool)),
    createFirstAccount: (account) =>
      translated(async () => {
        const valid = parseNewAccount(account);
        return insertFirstAccount(pool, valid, await hashPassword(valid.password));
      }),
    findFirstAdmin: () => translated(() => findFirstAdmin(pool)),
    getAccount: (userId) => translated(() => getAccount(pool, userId)),
  };
}

async function findFirstAdmin(pool: AccountsSettings['pool']): Promise<Account | null> {
  const { rows } = await pool.query<Account>(
    `SELECT id, name, email, role FROM auth_users WHERE role = 'admin' ORDER BY created_at, id LIMIT 1`,
  );
  return rows[0] ?? null;
}

async function getAccount(pool: AccountsSettings['pool'], userId: string): Promise<Account> {
  const { rows } = await pool.query<Account>(
    'SELECT id, name, email, role FROM auth_users WHERE id = $1',
    [userId],
  );
  const [row] = rows;
  if (!row) throw new MadrigalError('not_found', 'There is no such account.');
  return { ...row, role: Role.parse(row.role) };
}

import { MadrigalError } from '@madrigal/core/shared';
import { createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { hasAccounts } from './first-account.ts';
import { parseNewAccount } from './new-account.ts';

/**
 * Lets people sign up where registration is open and set-up is done, under the rules of the
 * contract. Set-up creates the first account; were it made here, nobody would be admin.
 */
export function gateSignUp(settings: { pool: pg.Pool; registration: 'open' | 'closed' }) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/sign-up/email') return;
    if (!(await hasAccounts(settings.pool))) {
      throw new MadrigalError('setup_required', 'Set this instance up before anyone signs up.');
    }
    if (settings.registration === 'closed') {
      throw new MadrigalError('registration_closed', 'This instance takes no new accounts.');
    }
    return { context: { body: parseNewAccount(ctx.body) } };
  });
}

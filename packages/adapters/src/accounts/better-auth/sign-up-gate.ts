import { type InvitationStore, invitationHash } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { hasAccounts } from './first-account.ts';
import { parseNewAccount } from './new-account.ts';

/** Who may sign up: anyone, whoever holds an invitation, or nobody. */
export type Registration = 'open' | 'invite' | 'closed';

/**
 * Lets people sign up where registration allows it and set-up is done, under the rules of the
 * contract. Set-up creates the first account; were it made here, nobody would be admin.
 */
export function gateSignUp(settings: {
  pool: pg.Pool;
  registration: Registration;
  invitations: InvitationStore;
}) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/sign-up/email') return;
    if (!(await hasAccounts(settings.pool))) {
      throw new MadrigalError('setup_required', 'Set this instance up before anyone signs up.');
    }
    if (settings.registration === 'closed') {
      throw new MadrigalError('registration_closed', 'This instance takes no new accounts.');
    }
    const account = parseNewAccount(ctx.body);
    if (settings.registration === 'invite') {
      await takeInvitation(settings.invitations, ctx.body?.invitation, account.email);
    }
    return { context: { body: account } };
  });
}

async function takeInvitation(
  invitations: InvitationStore,
  token: unknown,
  email: string,
): Promise<void> {
  if (typeof token !== 'string' || token === '') {
    throw new MadrigalError('invitation_required', 'Ask an admin of this instance to invite you.');
  }
  if (!(await invitations.useInvitation(invitationHash(token), email))) {
    throw new MadrigalError(
      'invalid_token',
      'The invitation has expired, was used already, or is for another address.',
    );
  }
}

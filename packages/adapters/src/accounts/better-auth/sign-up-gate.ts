import { type InvitationStore, invitationHash } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { createAuthMiddleware } from 'better-auth/api';
import { parseNewAccount } from '../../shared/new-account.ts';
import type { AccountRecords } from './records.ts';

/** Who may sign up: anyone, whoever holds an invitation, or nobody. */
export type Registration = 'open' | 'invite' | 'closed';

export interface GateSettings {
  records: Pick<AccountRecords, 'hasAccounts' | 'invitations'>;
  registration: Registration;
}

/**
 * Lets people sign up where registration allows it and set-up is done, under the rules of the
 * contract. Set-up creates the first account; were it made here, nobody would be admin.
 */
export function gateSignUp(settings: GateSettings) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/sign-up/email') return;
    await checkOpen(settings);
    const account = parseNewAccount(ctx.body);
    await checkInvitation(settings, account.email, ctx.body?.invitation);
    return { context: { body: account } };
  });
}

/** The same rules for accounts that begin at somebody else's sign-in page. */
export async function checkNewAccount(
  settings: GateSettings,
  email: string,
  invitation: unknown,
): Promise<void> {
  await checkOpen(settings);
  await checkInvitation(settings, email, invitation);
}

/** @throws setup_required, registration_closed */
async function checkOpen({ records, registration }: GateSettings): Promise<void> {
  if (!(await records.hasAccounts())) {
    throw new MadrigalError('setup_required', 'Set this instance up before anyone signs up.');
  }
  if (registration === 'closed') {
    throw new MadrigalError('registration_closed', 'This instance takes no new accounts.');
  }
}

/** @throws invitation_required, invalid_token */
async function checkInvitation(
  { registration, records }: GateSettings,
  email: string,
  invitation: unknown,
): Promise<void> {
  if (registration === 'invite') await takeInvitation(records.invitations, invitation, email);
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

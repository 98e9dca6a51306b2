import type { ForgetPerson } from '@madrigal/core/identity';
import type { Engines } from './engines.ts';

type TracedEngines = Pick<
  Engines,
  'audit' | 'mail' | 'sms' | 'accounts' | 'imports' | 'catalogue' | 'events' | 'jobs'
>;

/** Where people leave traces beside what is theirs. */
export function tracesOf(engines: TracedEngines): ForgetPerson[] {
  const { audit, mail, sms, accounts, imports, catalogue, events, jobs } = engines;
  return [
    ({ userId }) => imports.forgetRequester(userId),
    ({ userId }) => catalogue.forgetAdder(userId),
    ({ userId }) => events.forgetUser(userId),
    ({ email }) => accounts.invitations.deleteInvitationsFor(email),
    // The queue before what it fills.
    async (person) => jobs.forgetPerson?.(person),
    async ({ email }) => mail.outbox?.deleteMailsTo(email),
    async ({ phoneNumber }) => {
      if (phoneNumber !== null) await sms.outbox?.deleteTextsTo(phoneNumber);
    },
    (person) => audit.forgetPerson(person),
  ];
}

import { endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { route } from '../route.ts';

export const listOutbox = route(endpoints.listOutbox, async ({ query }, { deps: { services } }) => {
  if (!services.outbox) throw new MadrigalError('not_found', 'Mails are sent here, not kept.');
  const mails = await services.outbox.list(query.limit);
  return { items: mails.map((mail) => ({ ...mail, sentAt: mail.sentAt.toISOString() })) };
});

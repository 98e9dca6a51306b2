import { createMailOutbox } from '@madrigal/adapters/mail/outbox';
import { createSmtpMail } from '@madrigal/adapters/mail/smtp';
import type { MailOutbox, MailSender } from '@madrigal/core/notifications';
import type { Config } from '../config/index.ts';

type Pool = Parameters<typeof createMailOutbox>[0]['pool'];

/** Where mails go, and what can be read of them. */
export function createMail(
  { mail }: Config,
  pool: Pool,
): { sender: MailSender; outbox: MailOutbox | null } {
  if (mail.kind === 'smtp') return { sender: createSmtpMail(mail), outbox: null };
  const outbox = createMailOutbox({ pool });
  return { sender: outbox, outbox };
}

import type { MailOutbox, MailSender, SentMessages } from '@madrigal/core/notifications';
import type { Config } from '../config/index.ts';
import type { DatabasePool } from './database.ts';
import { awsOptions } from './jobs.ts';

/** Where mails go, and what can be read of them. */
export async function createMail(
  { mail }: Config,
  pool: DatabasePool,
  sent: SentMessages,
): Promise<{ sender: MailSender; outbox: MailOutbox | null }> {
  if (mail.kind === 'smtp') {
    const { createSmtpMail } = await import('@madrigal/adapters/mail/smtp');
    return { sender: createSmtpMail(mail), outbox: null };
  }
  if (mail.kind === 'ses') {
    const { createSesMail } = await import('@madrigal/adapters/mail/ses');
    return { sender: createSesMail({ ...mail, ...awsOptions(mail.access), sent }), outbox: null };
  }
  const { createMailOutbox } = await import('@madrigal/adapters/mail/outbox');
  const outbox = createMailOutbox({ pool });
  return { sender: outbox, outbox };
}

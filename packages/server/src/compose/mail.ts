import type { MailOutbox, MailSender, SentMessages } from '@madrigal/core/notifications';
import type { Config } from '../config/index.ts';
import type { DatabasePool } from './database.ts';
import { awsOptions } from './jobs.ts';
import { whenNeeded } from './when-needed.ts';

/** Where mails go, and what can be read of them. */
export async function createMail(
  { mail }: Config,
  pool: DatabasePool,
  sent: SentMessages,
): Promise<{ sender: MailSender; outbox: MailOutbox | null }> {
  if (mail.kind === 'smtp') {
    const sender = whenNeeded(async () => {
      const { createSmtpMail } = await import('@madrigal/adapters/mail/smtp');
      return createSmtpMail(mail);
    });
    return { sender, outbox: null };
  }
  if (mail.kind === 'ses') {
    const sender = whenNeeded(async () => {
      const { createSesMail } = await import('@madrigal/adapters/mail/ses');
      return createSesMail({ ...mail, ...awsOptions(mail.access), sent });
    });
    return { sender, outbox: null };
  }
  const { createMailOutbox } = await import('@madrigal/adapters/mail/outbox');
  const outbox = createMailOutbox({ pool });
  return { sender: outbox, outbox };
}

import { z } from 'zod';
import { Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** Why a mail is sent. */
export const MailKind = z
  .enum([
    'verify_email',
    'reset_password',
    'account_exists',
    'account_created',
    'new_device',
    'invitation',
    'slideshow_ready',
  ])
  .meta({ id: 'MailKind' });
export type MailKind = z.infer<typeof MailKind>;

/** One mail, written and ready to be sent. Sending the same id twice is sending it once. */
export const MailMessage = z.object({
  id: z.string(),
  kind: MailKind,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type MailMessage = z.infer<typeof MailMessage>;

export const OutboxMail = MailMessage.extend({ sentAt: Timestamp }).meta({ id: 'OutboxMail' });
export type OutboxMail = z.infer<typeof OutboxMail>;

export const listOutbox = defineEndpoint({
  operationId: 'listOutbox',
  method: 'GET',
  path: '/api/v1/admin/outbox',
  tag: 'Administration',
  summary: 'Mails that were kept instead of sent',
  description:
    'Newest first. Only where `MAIL` is `outbox`; `not_found` where mails leave the house. ' +
    'Without `PUBLIC_URL` their links are relative to the address the API is called at.',
  access: 'admin',
  params: z.object({}),
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: z.undefined(),
  status: 200,
  response: z.object({ items: z.array(OutboxMail) }),
  errors: ['not_found'],
});

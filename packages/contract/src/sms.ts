import { z } from 'zod';
import { Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** A phone number as people write it, in the form of E.164. */
export const PhoneNumber = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s().\-/]/g, '').replace(/^00/, '+'))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/));

/** One text to a phone. Sending the same id twice is sending it once. */
export const SmsMessage = z.object({
  id: z.string(),
  /** Number in the form of E.164, such as +4930123456. */
  to: z.string(),
  text: z.string(),
});
export type SmsMessage = z.infer<typeof SmsMessage>;

export const OutboxText = SmsMessage.extend({ sentAt: Timestamp }).meta({ id: 'OutboxText' });
export type OutboxText = z.infer<typeof OutboxText>;

export const listOutboxTexts = defineEndpoint({
  operationId: 'listOutboxTexts',
  method: 'GET',
  path: '/api/v1/admin/outbox/texts',
  tag: 'Administration',
  summary: 'Texts to phones that were kept instead of sent',
  description: 'Newest first. Only where `SMS` is `outbox`; `not_found` elsewhere.',
  access: 'admin',
  params: z.object({}),
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: z.undefined(),
  status: 200,
  response: z.object({ items: z.array(OutboxText) }),
  errors: ['not_found'],
});

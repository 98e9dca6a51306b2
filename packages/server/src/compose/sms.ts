import { createSmsOutbox } from '@madrigal/adapters/sms/outbox';
import type { SmsSender, TextOutbox } from '@madrigal/core/notifications';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

type Pool = Parameters<typeof createSmsOutbox>[0]['pool'];

/** Where texts to phones go, and what can be read of them. */
export function createSms(
  { sms }: Config,
  pool: Pool,
): { sender: SmsSender; outbox: TextOutbox | null } {
  if (sms.kind === 'off') return { sender: { send: refuse }, outbox: null };
  const outbox = createSmsOutbox({ pool });
  return { sender: outbox, outbox };
}

/** Texts that were queued before the setting changed become dead letters, which admins see. */
async function refuse(): Promise<never> {
  throw new MadrigalError('unavailable', 'No texts are sent here: SMS is off.');
}

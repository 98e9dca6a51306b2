import type { SentMessages, SmsSender, TextOutbox } from '@madrigal/core/notifications';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import type { DatabasePool } from './database.ts';
import { awsOptions } from './jobs.ts';
import { whenNeeded } from './when-needed.ts';

/** Where texts to phones go, and what can be read of them. */
export async function createSms(
  { sms }: Config,
  pool: DatabasePool,
  sent: SentMessages,
): Promise<{ sender: SmsSender; outbox: TextOutbox | null }> {
  if (sms.kind === 'off') return { sender: { send: refuse }, outbox: null };
  if (sms.kind === 'sns') {
    const sender = whenNeeded(async () => {
      const { createSnsSms } = await import('@madrigal/adapters/sms/sns');
      return createSnsSms({ ...awsOptions(sms.access), sent });
    });
    return { sender, outbox: null };
  }
  const { createSmsOutbox } = await import('@madrigal/adapters/sms/outbox');
  const outbox = createSmsOutbox({ pool });
  return { sender: outbox, outbox };
}

/** Texts that were queued before the setting changed become dead letters, which admins see. */
async function refuse(): Promise<never> {
  throw new MadrigalError('unavailable', 'No texts are sent here: SMS is off.');
}

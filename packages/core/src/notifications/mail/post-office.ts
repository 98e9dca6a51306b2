import type { JobSender, Logger } from '../../shared/index.ts';
import type { MailOrder } from './write-mail.ts';
import { writeMail } from './write-mail.ts';

export interface PostOffice {
  /**
   * Has a mail sent by a job. Answers at once and never fails: whoever waits for an answer shall
   * not learn from the time it takes, or from an error, whether there was anyone to write to.
   */
  post(order: MailOrder): void;
}

/** Writes mails and hands them to the queue. */
export function createPostOffice(deps: {
  jobs: JobSender;
  newId: () => string;
  logger: Logger;
}): PostOffice {
  return {
    post: (order) => {
      send(deps, order).catch((err) =>
        deps.logger.error({ err, mail: order.kind }, 'mail could not be queued'),
      );
    },
  };
}

async function send(
  { jobs, newId }: { jobs: JobSender; newId: () => string },
  order: MailOrder,
): Promise<void> {
  const message = writeMail(newId(), order);
  await jobs.send({ kind: 'mail.send', payload: { v: 1, message }, dedupeKey: message.id });
}

import type { JobSender, Logger } from '../../shared/index.ts';
import type { MailOrder } from './write-mail.ts';
import { writeMail } from './write-mail.ts';

export interface PostOffice {
  /**
   * Has a mail sent by a job. Answers at once and never fails: whoever waits for an answer shall
   * not learn from the time it takes, or from an error, whether there was anyone to write to.
   */
  post(order: MailOrder): void;
  /** Has a mail with this id sent by a job; settles once that is certain. Repeating it changes nothing. */
  deliver(id: string, order: MailOrder): Promise<void>;
}

/** Writes mails and hands them to the queue. */
export function createPostOffice(deps: {
  jobs: JobSender;
  newId: () => string;
  logger: Logger;
}): PostOffice {
  return {
    post: (order) => {
      send(deps, deps.newId(), order).catch((err) =>
        deps.logger.error({ err, mail: order.kind }, 'mail could not be queued'),
      );
    },
    deliver: (id, order) => send(deps, id, order),
  };
}

async function send({ jobs }: { jobs: JobSender }, id: string, order: MailOrder): Promise<void> {
  const message = writeMail(id, order);
  await jobs.send({ kind: 'mail.send', payload: { v: 1, message }, dedupeKey: message.id });
}

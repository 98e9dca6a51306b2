import type { JobSender, Logger } from '../../shared/index.ts';

/** A code that goes to a phone. */
interface TextOrder {
  kind: 'add' | 'sign_in';
  to: string;
  code: string;
}

export interface TextOffice {
  /** Has a text sent by a job. Answers at once and never fails, as the post office does. */
  post(order: TextOrder): void;
}

const texts: Readonly<Record<TextOrder['kind'], (code: string) => string>> = {
  add: (code) => `${code} confirms this number for your Madrigal account. It works for 10 minutes.`,
  sign_in: (code) =>
    `${code} signs you in to Madrigal. Give it to nobody. It works for 10 minutes.`,
};

/** Writes texts and hands them to the queue. */
export function createTextOffice(deps: {
  jobs: JobSender;
  newId: () => string;
  logger: Logger;
}): TextOffice {
  return {
    post: ({ kind, to, code }) => {
      const message = { id: deps.newId(), to, text: texts[kind](code) };
      deps.jobs
        .send({ kind: 'sms.send', payload: { v: 1, message }, dedupeKey: message.id })
        .catch((err) => deps.logger.error({ err, text: kind }, 'text could not be queued'));
    },
  };
}

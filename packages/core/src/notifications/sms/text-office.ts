import type { Language } from '@madrigal/contract';
import type { JobSender, Logger } from '../../shared/index.ts';

/** A code that goes to a phone. */
interface TextOrder {
  kind: 'add' | 'sign_in';
  to: string;
  code: string;
  language: Language;
}

export interface TextOffice {
  /** Has a text sent by a job. Answers at once and never fails, as the post office does. */
  post(order: TextOrder): void;
}

/** In the signs of GSM 03.38, so that each is one message of 160 at most. */
const texts: Readonly<Record<Language, Record<TextOrder['kind'], (code: string) => string>>> = {
  en: {
    add: (code) =>
      `${code} confirms this number for your Madrigal account. It works for 10 minutes.`,
    sign_in: (code) =>
      `${code} signs you in to Madrigal. Give it to nobody. It works for 10 minutes.`,
  },
  de: {
    add: (code) => `${code} bestätigt diese Nummer für dein Madrigal-Konto. Gültig für 10 Minuten.`,
    sign_in: (code) =>
      `${code} meldet dich bei Madrigal an. Gib ihn niemandem. Gültig für 10 Minuten.`,
  },
};

/** Writes texts and hands them to the queue. */
export function createTextOffice(deps: {
  jobs: JobSender;
  newId: () => string;
  logger: Logger;
}): TextOffice {
  return {
    post: ({ kind, to, code, language }) => {
      const message = { id: deps.newId(), to, text: texts[language][kind](code) };
      deps.jobs
        .send({ kind: 'sms.send', payload: { v: 1, message }, dedupeKey: message.id })
        .catch((err) => deps.logger.error({ err, text: kind }, 'text could not be queued'));
    },
  };
}

import type { Language, MailKind, MailMessage } from '@madrigal/contract';
import { type MailContent, toHtml, toText } from './layout.ts';
import { mailText } from './texts.ts';

/** Who a mail is for, where its link leads, and what else its texts name. */
export interface MailOrder {
  kind: MailKind;
  language: Language;
  to: string;
  /** Address of the page the mail asks people to open. */
  url: string;
  values: Readonly<Record<string, string>>;
}

const LINE_BREAKS = /[\r\n\u2028\u2029]+/g;
const MAX_VALUE_LENGTH = 100;

/** The mail of an order, as text and as HTML. */
export function writeMail(id: string, { kind, language, to, url, values }: MailOrder): MailMessage {
  const text = (key: Parameters<typeof mailText>[1]) => mailText(language, key, shown);
  const shown = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, tame(text)]));
  const content: MailContent = {
    language,
    title: text(`${kind}.title`),
    body: text(`${kind}.body`),
    action: { label: text(`${kind}.action`), url },
    after: text(`${kind}.after`),
    fallback: text('link.fallback'),
    footer: text('footer'),
  };
  const subject = text(`${kind}.subject`);
  return { id, kind, to, subject, text: toText(content), html: toHtml(content) };
}

/**
 * People choose their names: none may add a line, and none may become a link in the mail program
 * of somebody else.
 */
function tame(value: string): string {
  const line = value.replace(LINE_BREAKS, ' ').slice(0, MAX_VALUE_LENGTH);
  return line.replace(/https?:\/\//gi, '').replace(/(\p{L})\.(?=\p{L})/gu, '$1. ');
}

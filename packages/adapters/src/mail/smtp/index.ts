import type { MailSender } from '@madrigal/core/notifications';
import { MadrigalError } from '@madrigal/core/shared';
import { createTransport } from 'nodemailer';

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…` (TLS at once). */
  url: string;
  /** `Madrigal <music@example.org>` or an address alone. */
  from: string;
}

const TIMEOUT_MS = 20_000;

/** Sends mails through a server that speaks SMTP. */
export function createSmtpMail({ url, from }: SmtpSettings): MailSender {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing in a mail may name files or addresses to be read while it is sent.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'madrigal.invalid';
  return {
    send: async ({ id, to, subject, text, html }) => {
      try {
        await transport.sendMail({
          messageId: `<${id}@${domain}>`,
          from,
          // As an address, never parsed as a list of them.
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

const PERMANENT = 500;
const AUTHENTICATION_FAILED = 535;

/**
 * Replies of 5yz are permanent (RFC 5321, section 4.2.1), but a wrong password can be put right;
 * all else may work later.
 */
function translate(error: unknown): MadrigalError {
  const status =
    error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : Number.NaN;
  const options = { cause: error };
  return status >= PERMANENT && status !== AUTHENTICATION_FAILED
    ? new MadrigalError('invalid_request', `The mail server refused the mail (${status}).`, options)
    : new MadrigalError('unavailable', 'The mail server could not take the mail.', options);
}

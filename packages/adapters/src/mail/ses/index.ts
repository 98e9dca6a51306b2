import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailSender, SentMessages } from '@madrigal/core/notifications';
import { awsErrorsOf } from '../../shared/aws-errors.ts';

const CONNECT_MS = 3000;
const IDLE_MS = 20_000;
const DEFAULT_ATTEMPTS = 4;

/** Names of errors as the SDK gives them (API reference of SES v2, `SendEmail`, "Errors"). */
const sesErrors = awsErrorsOf('mail service', {
  MessageRejected: ['invalid_request', 'The mail service refused the mail.'],
  BadRequest: ['invalid_request', 'The mail service refused the mail.'],
  // What an operator can put right.
  AccountSuspended: ['unavailable', 'The mail service does not send for this account.'],
  SendingPaused: ['unavailable', 'The mail service does not send for this account.'],
  MailFromDomainNotVerified: ['unavailable', 'The mail service does not know the sender.'],
  NotFound: ['unavailable', 'The mail service does not know its configuration set.'],
  LimitExceeded: ['unavailable', 'The mail service has too much to do right now.'],
});

export interface SesMailOptions {
  region: string;
  /** Address of a server that speaks SES's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** `Madrigal <music@example.org>` or an address alone; SES must have verified it. */
  from: string;
  /** What SES does about bounces and complaints. */
  configurationSet: string | null;
  /** SES gives every mail a `Message-ID` of its own, so only we can know which went out. */
  sent: SentMessages;
  /** Tries of a request, with exponential backoff and jitter between them. Default 4. */
  maxAttempts?: number;
}

/** Sends mails by Amazon SES. */
export function createSesMail(options: SesMailOptions): MailSender {
  const { region, endpoint, credentials, from, configurationSet, sent } = options;
  const client = new SESv2Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  });
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    send: ({ id, kind, to, subject, text, html }) =>
      sent.once(id, () =>
        sesErrors.translated(async () => {
          await client.send(
            new SendEmailCommand({
              FromEmailAddress: from,
              Destination: { ToAddresses: [to] },
              Content: {
                Simple: {
                  Subject: utf8(subject),
                  Body: { Text: utf8(text), Html: utf8(html) },
                  Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
                },
              },
              EmailTags: [{ Name: 'kind', Value: kind }],
              ...(configurationSet !== null && { ConfigurationSetName: configurationSet }),
            }),
          );
        }),
      ),
  };
}

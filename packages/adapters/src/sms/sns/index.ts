import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SentMessages, SmsSender } from '@madrigal/core/notifications';
import { awsErrorsOf } from '../../shared/aws-errors.ts';

const CONNECT_MS = 3000;
const IDLE_MS = 20_000;
const DEFAULT_ATTEMPTS = 4;

/** Names of errors as the SDK gives them (API reference of SNS, `Publish`, "Errors"). */
const snsErrors = awsErrorsOf('text service', {
  InvalidParameter: ['invalid_request', 'The text service refused the number.'],
  InvalidParameterValue: ['invalid_request', 'The text service refused the number.'],
  OptedOut: ['invalid_request', 'This number wants no texts.'],
  AuthorizationError: ['unavailable', 'The text service refuses this server.'],
  EndpointDisabled: ['unavailable', 'The text service does not send for this account.'],
});

export interface SnsSmsOptions {
  region: string;
  /** Address of a server that speaks SNS's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** SNS sends whatever it is told as often as it is told, so only we can know what went out. */
  sent: SentMessages;
  /** Tries of a request, with exponential backoff and jitter between them. Default 4. */
  maxAttempts?: number;
}

/** Sends texts by Amazon SNS, as messages that matter (`Transactional`). */
export function createSnsSms(options: SnsSmsOptions): SmsSender {
  const { region, endpoint, credentials, sent } = options;
  const client = new SNSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  });
  return {
    send: ({ id, to, text }) =>
      sent.once(id, () =>
        snsErrors.translated(async () => {
          await client.send(
            new PublishCommand({
              PhoneNumber: to,
              Message: text,
              MessageAttributes: {
                'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
              },
            }),
          );
        }),
      ),
  };
}

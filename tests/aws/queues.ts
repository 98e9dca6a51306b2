import { setTimeout as delay } from 'node:timers/promises';
import { type JobKind, jobKinds } from '@madrigal/core/shared';
import type { LocalFunction } from './function.ts';

/** Which function does a kind of job. Imports from folders of a server need one. */
const functionOfKind: Readonly<Record<JobKind, string | null>> = {
  'media.dispatch': 'media-dispatcher',
  'audio.process': 'audio',
  'audio.encode': 'audio',
  'image.process': 'image',
  'video.process': 'video',
  'media.clear': 'media-dispatcher',
  'slideshow.render': 'slideshow',
  'slideshow.preview': 'slideshow',
  'library.import': null,
  'mail.send': 'mail',
  'sms.send': 'mail',
};

/** Messages of one call; heavy ones come alone. */
const batchOf = (kind: JobKind) => (kind === 'mail.send' || kind === 'sms.send' ? 10 : 1);
const WAIT_SECONDS = 10;
const VISIBILITY_SECONDS = 60;

interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes: Record<string, string>;
}

export interface QueuesOptions {
  endpoint: string;
  prefix: string;
  call: (name: string) => Pick<LocalFunction, 'invoke'>;
  /** Calls with the messages of one queue at the same time. */
  atOnce: number;
  /** Every how many-th message is handed over twice, as standard queues may; 0 for none. */
  twiceEvery: number;
}

/** Lambda's event source mapping: receives, calls, and deletes what did not fail. Ends with `signal`. */
export function startEventSources(options: QueuesOptions, signal: AbortSignal): void {
  for (const kind of jobKinds) {
    const name = functionOfKind[kind];
    for (let i = 0; name && i < options.atOnce; i += 1)
      void follow(options, kind, options.call(name), signal);
  }
}

async function follow(
  options: QueuesOptions,
  kind: JobKind,
  target: Pick<LocalFunction, 'invoke'>,
  signal: AbortSignal,
): Promise<void> {
  const QueueName = `${options.prefix}-${kind.replaceAll('.', '-')}`;
  const ask = (action: string, body: object) => callSqs(options.endpoint, action, body, signal);
  const { QueueUrl } = (await ask('GetQueueUrl', { QueueName })) as { QueueUrl: string };
  let count = 0;
  while (!signal.aborted) {
    try {
      const { Messages = [] } = (await ask('ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: batchOf(kind),
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: VISIBILITY_SECONDS,
        AttributeNames: ['All'],
      })) as { Messages?: Message[] };
      if (Messages.length === 0) continue;
      count += 1;
      const event = { Records: Messages.map((message) => toRecord(QueueName, message)) };
      const isTwice = options.twiceEvery > 0 && count % options.twiceEvery === 0;
      const again = isTwice ? target.invoke(event).catch(() => null) : null;
      const failed = failedOf(await target.invoke(event));
      await again;
      for (const { MessageId, ReceiptHandle } of Messages) {
        if (!failed.has(MessageId)) await ask('DeleteMessage', { QueueUrl, ReceiptHandle });
      }
    } catch (error) {
      if (signal.aborted) return;
      process.stderr.write(`queue ${QueueName}: ${error}\n`);
      await delay(200); // the message is seen again when its time is over
    }
  }
}

function failedOf(result: unknown): Set<string> {
  const { batchItemFailures = [] } = (result ?? {}) as {
    batchItemFailures?: { itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

/** A message as Lambda hands it over. */
function toRecord(queue: string, message: Message): object {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}

/** SQS's JSON protocol; the stand-in asks for no signature. */
async function callSqs(
  endpoint: string,
  action: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request',
    },
    body: JSON.stringify(body),
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action}: ${response.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

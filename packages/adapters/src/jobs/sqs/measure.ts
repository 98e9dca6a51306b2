import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueFigures } from '@madrigal/core/shared';
import type { SqsContext } from './source.ts';

/** SQS counts approximately, and tells the age of its oldest message to CloudWatch only. */
export async function measure({ client, queues }: SqsContext): Promise<QueueFigures> {
  const measured = await Promise.all(
    [...queues.values()].map(async ({ kind, url, deadUrl }) => {
      const [main, dead] = await Promise.all([count(client, url), count(client, deadUrl)]);
      return { kind, ...main, oldestAgeSeconds: null, dead: dead.waiting + dead.running };
    }),
  );
  return {
    kinds: measured.map(({ dead: _, ...figures }) => figures),
    dead: measured.reduce((sum, { dead }) => sum + dead, 0),
  };
}

async function count(
  client: SQSClient,
  url: string,
): Promise<{ waiting: number; running: number }> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  return {
    waiting:
      Number(Attributes.ApproximateNumberOfMessages ?? 0) +
      Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    running: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type JobKind, jobKinds, MAX_ATTEMPTS, MadrigalError } from '@madrigal/core/shared';
import { awsCodeOf } from '../../shared/aws-errors.ts';

/** SQS's limit; what waited longer is dropped. */
const RETENTION_SECONDS = 14 * 86_400;

/** Where the jobs of one kind wait, and where those that failed for good do. */
export interface Queue {
  kind: JobKind;
  url: string;
  deadUrl: string;
}

export type Queues = ReadonlyMap<JobKind, Queue>;

/** Names are part of the interface to infrastructure code: `PREFIX-audio-process`, `…-dead`. */
function namesOf(prefix: string, kind: JobKind): { main: string; dead: string } {
  const main = `${prefix}-${kind.replaceAll('.', '-')}`;
  return { main, dead: `${main}-dead` };
}

/** Looks up the queues of all kinds. @throws unavailable when one is missing */
export async function findQueues(client: SQSClient, prefix: string): Promise<Queues> {
  return forEachKind(async (kind) => {
    const { main, dead } = namesOf(prefix, kind);
    const [url, deadUrl] = await Promise.all([urlOf(client, main), urlOf(client, dead)]);
    return { kind, url, deadUrl };
  });
}

/** Makes the queues that are missing and brings the settings of the others up to date. */
export async function ensureQueues(client: SQSClient, prefix: string): Promise<Queues> {
  const retention = { MessageRetentionPeriod: String(RETENTION_SECONDS) };
  return forEachKind(async (kind) => {
    const { main, dead } = namesOf(prefix, kind);
    const deadUrl = await ensureQueue(client, dead, retention);
    const policy = {
      deadLetterTargetArn: await arnOf(client, deadUrl),
      maxReceiveCount: MAX_ATTEMPTS,
    };
    const attributes = { ...retention, RedrivePolicy: JSON.stringify(policy) };
    return { kind, url: await ensureQueue(client, main, attributes), deadUrl };
  });
}

async function forEachKind(make: (kind: JobKind) => Promise<Queue>): Promise<Queues> {
  const queues = await Promise.all(jobKinds.map(make));
  return new Map(queues.map((queue) => [queue.kind, queue]));
}

async function ensureQueue(
  client: SQSClient,
  name: string,
  attributes: Partial<Record<QueueAttributeName, string>>,
): Promise<string> {
  try {
    const url = await urlOf(client, name);
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
    return url;
  } catch (error) {
    if (!isMissingQueue(error)) throw error;
  }
  const made = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return present(made.QueueUrl);
}

async function urlOf(client: SQSClient, name: string): Promise<string> {
  return present((await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl);
}

async function arnOf(client: SQSClient, url: string): Promise<string> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return present(Attributes?.QueueArn);
}

function isMissingQueue(error: unknown): boolean {
  return error instanceof Error && awsCodeOf(error) === 'QueueDoesNotExist';
}

function present(value: string | undefined): string {
  if (!value) throw new Error('The job service left out the address of a queue.');
  return value;
}

export function queueOf(queues: Queues, kind: JobKind): Queue {
  const queue = queues.get(kind);
  if (!queue) throw new MadrigalError('unavailable', 'The job service was not started.');
  return queue;
}

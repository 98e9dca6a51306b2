import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { type DeadJob, MadrigalError } from '@madrigal/core/shared';
import { decodeBody, encodeBody } from './message.ts';
import type { Queue } from './queues.ts';
import { BATCH, type SqsContext } from './source.ts';

/** Dead letters of one kind that are looked at; more of them need the tools of AWS. */
const MAX_SCANNED = 1000;
/** How long a look may take. */
const SCAN_SECONDS = 60;

interface DeadLetter extends DeadJob {
  queue: Queue;
  receipt: string;
}

/** SQS has no way to list: everything is received, and given back at the end. */
export async function listDead(context: SqsContext, limit: number): Promise<DeadJob[]> {
  return lookAtAll(context, async (letters) => {
    const byId = new Map(letters.map((letter) => [letter.id, letter]));
    return [...byId.values()]
      .sort((a, b) => b.diedAt.getTime() - a.diedAt.getTime())
      .slice(0, limit)
      .map(({ id, kind, payload, reason, diedAt }) => ({ id, kind, payload, reason, diedAt }));
  });
}

export async function revive(context: SqsContext, deadJobId: string): Promise<void> {
  const { client } = context;
  await lookAtAll(context, async (letters) => {
    const found = letters.filter((letter) => letter.id === deadJobId);
    const [first] = found;
    if (!first) throw new MadrigalError('not_found', 'There is no such dead letter.');
    await client.send(
      new SendMessageCommand({
        QueueUrl: first.queue.url,
        MessageBody: encodeBody({ payload: first.payload }),
      }),
    );
    for (const { queue, receipt } of found) {
      await client.send(
        new DeleteMessageCommand({ QueueUrl: queue.deadUrl, ReceiptHandle: receipt }),
      );
    }
  });
}

const looking = new WeakMap<SqsContext, Promise<unknown>>();

/** One look at a time: two would hide letters from each other. Other processes may still do so. */
async function lookAtAll<T>(
  context: SqsContext,
  use: (letters: DeadLetter[]) => Promise<T>,
): Promise<T> {
  const before = looking.get(context) ?? Promise.resolve();
  const mine = before.then(() => look(context, use));
  looking.set(
    context,
    mine.catch(() => undefined),
  );
  return mine;
}

async function look<T>(
  context: SqsContext,
  use: (letters: DeadLetter[]) => Promise<T>,
): Promise<T> {
  const letters: DeadLetter[] = [];
  const queues = [...context.queues.values()];
  try {
    const looks = queues.map((queue) => receiveAll(context, queue, letters));
    await Promise.allSettled(looks); // all have ended before any letter is given back
    await Promise.all(looks);
    return await use(letters);
  } finally {
    await Promise.all(queues.map((queue) => giveBack(context, queue, letters)));
  }
}

async function receiveAll(
  { client, waitSeconds }: SqsContext,
  queue: Queue,
  letters: DeadLetter[],
): Promise<void> {
  for (let count = 0; count < MAX_SCANNED; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.deadUrl,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: SCAN_SECONDS,
        WaitTimeSeconds: Math.min(waitSeconds, 1),
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return;
    letters.push(...Messages.map((message) => toDeadLetter(queue, message)));
    count += Messages.length;
  }
}

/** What SQS moved by itself has no death of ours; the time it was sent is all that is known. */
function toDeadLetter(queue: Queue, message: Message): DeadLetter {
  const { MessageId = '', ReceiptHandle = '', Body, Attributes } = message;
  const { payload, death } = decodeBody(Body);
  return {
    id: death?.jobId ?? MessageId,
    kind: queue.kind,
    payload,
    reason: death?.reason ?? 'No worker finished it in time.',
    diedAt: new Date(death?.diedAtMs ?? Number(Attributes?.SentTimestamp ?? 0)),
    queue,
    receipt: ReceiptHandle,
  };
}

/** Those that are deleted by now are refused one by one in the answer, which is fine. */
async function giveBack(
  { client }: SqsContext,
  queue: Queue,
  letters: readonly DeadLetter[],
): Promise<void> {
  const mine = letters.filter((letter) => letter.queue === queue);
  for (let i = 0; i < mine.length; i += BATCH) {
    const Entries = mine.slice(i, i + BATCH).map(({ receipt }, index) => ({
      ...{ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 },
    }));
    await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.deadUrl, Entries }),
    );
  }
}

import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { createSqsJobs } from '../index.ts';

interface FauxQueue {
  processTimers(): void;
}
interface FauxStore {
  getQueue(url: string): FauxQueue | undefined;
}

/**
 * A server of SQS's protocol in this process. As it comes, it lets a lease be changed after it ran
 * out as long as nobody asked for messages since; SQS does not, so time passes here at every call.
 */
export async function startSqs(): Promise<FauxqsServer> {
  const url = new URL('./sqs/sqsStore.js', import.meta.resolve('fauxqs'));
  const { SqsStore }: { SqsStore: { prototype: FauxStore } } = await import(url.href);
  const { getQueue } = SqsStore.prototype;
  SqsStore.prototype.getQueue = function (this: FauxStore, queueUrl) {
    const queue = getQueue.call(this, queueUrl);
    queue?.processTimers();
    return queue;
  };
  return startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
}

/** The same with a queue of ours for every kind of job, until `stack` ends; answers its address. */
export async function startSqsWithQueues(stack: AsyncDisposableStack): Promise<string> {
  const sqs = await startSqs();
  stack.defer(() => sqs.stop());
  const endpoint = `http://127.0.0.1:${sqs.port}`;
  const jobs = createSqsJobs({
    ...{ region: 'us-east-1', endpoint, queuePrefix: 'madrigal', createQueues: true },
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  });
  await jobs.start();
  await jobs.stop();
  return endpoint;
}

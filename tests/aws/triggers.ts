import { setTimeout as delay } from 'node:timers/promises';
import { createS3Blobs } from '@madrigal/adapters/blobs/s3';
import { systemClock } from '@madrigal/core/shared';
import { announceArrivals } from './bucket-notifications.ts';
import type { AwsEngines } from './engines.ts';
import type { LocalFunction } from './function.ts';
import { startEventSources } from './queues.ts';

const SWEEP_EVERY_MS = 5000;

interface Triggered {
  /** Functions may be replaced by others of the same names. */
  functions: ReadonlyMap<string, LocalFunction>;
  /** Begins the names of queues. */
  name: string;
  bucket: string;
  twiceEvery: number;
}

/** Queues, the bucket and the schedule call functions from now on, until `stack` ends. */
export function startTriggers(
  { ceph, sqsEndpoint: endpoint }: AwsEngines,
  { functions, name: prefix, bucket, twiceEvery }: Triggered,
  stack: AsyncDisposableStack,
): void {
  const ending = new AbortController();
  const { signal } = ending;
  const call = (name: string) => ({
    invoke: (event: unknown) =>
      functions.get(name)?.invoke(event) ?? Promise.reject(new Error(`There is no ${name}.`)),
  });
  const raw = createS3Blobs({
    ...ceph,
    bucket,
    region: 'us-east-1',
    clock: systemClock,
    forcePathStyle: true,
  });
  stack.defer(async () => raw.close());
  stack.defer(() => ending.abort());
  startEventSources({ endpoint, prefix, call, atOnce: 1, twiceEvery }, signal);
  void announceArrivals(raw.store, call('media-dispatcher'), signal);
  void followSchedules(call('sweep'), signal);
}

/** The hourly one once; the other one, for tests, far more often than every minute. */
async function followSchedules(
  sweep: Pick<LocalFunction, 'invoke'>,
  signal: AbortSignal,
): Promise<void> {
  for (let event = { sweep: 'hourly' }; !signal.aborted; event = { sweep: 'often' }) {
    await sweep.invoke(event).catch((error) => {
      if (!signal.aborted) process.stderr.write(`sweep: ${error}\n`);
    });
    await delay(SWEEP_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

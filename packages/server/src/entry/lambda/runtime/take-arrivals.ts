import { readBucketEvent } from '@madrigal/adapters/blobs/s3';
import { acceptArrival } from '@madrigal/core/media/intake';

type Deps = Parameters<typeof acceptArrival>[0];

/**
 * Takes a bucket's word that files have arrived. S3 may send a notification twice, and Lambda hands one
 * over again that failed: an upload is completed once.
 * @throws what kept one of them from being taken, when all others were
 */
export async function takeArrivals(deps: Deps, event: unknown): Promise<void> {
  const arrivals = readBucketEvent(event).map((arrival) => acceptArrival(deps, arrival));
  const failed = (await Promise.allSettled(arrivals)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

import { readBucketEvent } from '@madrigal/adapters/blobs/s3';
import { acceptArrival } from '@madrigal/core/media/intake';
import { uploadsDepsOf } from '../../compose/use-cases.ts';
import type { FunctionContext, SqsEvent, SqsResult } from './runtime/events.ts';
import { jobFunction, startJobs } from './runtime/job-function.ts';
import { openMediaEngines } from './runtime/media-engines.ts';

const started = startJobs('media-dispatcher', openMediaEngines);
const doJobs = jobFunction(started);

/**
 * Takes the bucket's word that files have arrived, and jobs that look at what they are. Lambda calls
 * again for a notification that failed, and S3 may send one twice: an upload is completed once.
 */
export async function handler(event: unknown, context: FunctionContext): Promise<SqsResult | null> {
  if (isOfQueue(event)) return doJobs(event, context);
  const { config, engines } = await started();
  const deps = uploadsDepsOf(config, engines, engines.jobs.sender);
  const arrivals = readBucketEvent(event).map((arrival) => acceptArrival(deps, arrival));
  const failed = (await Promise.allSettled(arrivals)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return null;
}

function isOfQueue(event: unknown): event is SqsEvent {
  const [first] = (event as { Records?: { eventSource?: string }[] }).Records ?? [];
  return first?.eventSource === 'aws:sqs';
}

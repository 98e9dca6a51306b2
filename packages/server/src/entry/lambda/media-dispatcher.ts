import type { FunctionContext, SqsEvent, SqsResult } from './runtime/events.ts';
import { jobFunction, startJobs } from './runtime/job-function.ts';
import { openMediaEngines } from './runtime/media-engines.ts';
import { takeArrivals } from './runtime/take-arrivals.ts';

const started = startJobs('media-dispatcher', openMediaEngines);
const doJobs = jobFunction(started);

/** Takes the bucket's word that files have arrived, and jobs that look at what they are. */
export async function handler(event: unknown, context: FunctionContext): Promise<SqsResult | null> {
  if (isOfQueue(event)) return doJobs(event, context);
  const { engines } = await started();
  await takeArrivals({ ...engines, jobs: engines.jobs.sender }, event);
  return null;
}

function isOfQueue(event: unknown): event is SqsEvent {
  const [first] = (event as { Records?: { eventSource?: string }[] }).Records ?? [];
  return first?.eventSource === 'aws:sqs';
}

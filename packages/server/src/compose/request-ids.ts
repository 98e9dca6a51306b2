import type { JobKind, JobSender, NewJob } from '@madrigal/core/shared';
import { currentRequest } from '../request-context.ts';

/** A sender whose jobs know the request that they go back to. */
export function withRequestIds(sender: JobSender): JobSender {
  return { send: (job) => sender.send(withRequestId(job)) };
}

/** The job with the id of the request, which its handler's log lines will have. */
function withRequestId<K extends JobKind>(job: NewJob<K>): NewJob<K> {
  const request = currentRequest();
  if (!request) return job;
  return { ...job, payload: { ...job.payload, requestId: request.requestId } };
}

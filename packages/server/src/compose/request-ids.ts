import type { JobKind, JobSender, NewJob } from '@madrigal/core/shared';
import { currentRequest } from '../request-context.ts';
import { TRACE_HEADER, traceparent } from '../tracing/index.ts';

/** A sender whose jobs know the request that they go back to. */
export function withRequestIds(sender: JobSender): JobSender {
  return { send: (job) => sender.send(withRequestId(job)) };
}

/** The job with the id of the request, which its handler's log lines will have, and the span that sends it. */
function withRequestId<K extends JobKind>(job: NewJob<K>): NewJob<K> {
  const request = currentRequest();
  if (!request) return job;
  const caller = traceparent();
  return {
    ...job,
    payload: {
      ...job.payload,
      requestId: request.requestId,
      ...(caller ? { [TRACE_HEADER]: caller } : {}),
    },
  };
}

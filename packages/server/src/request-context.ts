import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything done right now is done for. */
export interface RequestContext {
  requestId: string;
  /** True in a worker, which does later what the request asked for. */
  inJob: boolean;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and all it starts, for a request. */
export function forRequest<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** The request all this is for; undefined for what the process does by itself. */
export function currentRequest(): RequestContext | undefined {
  return contexts.getStore();
}

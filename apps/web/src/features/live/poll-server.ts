import type { Query, QueryClient } from '@tanstack/react-query';
import { poll } from './poll.ts';

/**
 * Fetches what is shown again, at the pace of {@link poll}, until the signal aborts: for servers that
 * tell no events. What this page changes itself is a reason to ask sooner.
 */
export async function pollServer(client: QueryClient, signal: AbortSignal): Promise<void> {
  const stir = new EventTarget();
  const nudge = () => stir.dispatchEvent(new Event('stir'));
  const stopWatching = client.getMutationCache().subscribe(({ type, mutation }) => {
    if (type === 'updated' && mutation.state.status === 'success') nudge();
  });
  signal.addEventListener('abort', stopWatching, { once: true });
  await poll(
    {
      wait: (ms, until) => wait(ms, stir, until),
      untilVisible,
      ask: () => askAgain(client),
    },
    signal,
  );
}

/** Fetches again what is shown and may change; true where something had. */
export async function askAgain(client: QueryClient): Promise<boolean> {
  const before = shownDataOf(client);
  const filter = { predicate: (query: Query) => !isForEver(query) };
  await client.invalidateQueries(filter, { cancelRefetch: false });
  return shownDataOf(client).some((data, index) => data !== before[index]);
}

/** Such as addresses of a video's files: they are new each time, and the video would load again. */
function isForEver({ observers }: Query): boolean {
  return observers.some(({ options }) => options.staleTime === Number.POSITIVE_INFINITY);
}

/** Answers that are equal keep their identity in the cache, so a change is another object. */
function shownDataOf(client: QueryClient): unknown[] {
  return client
    .getQueryCache()
    .findAll({ type: 'active' })
    .map(({ state }) => state.data);
}

function wait(ms: number, stir: EventTarget, signal: AbortSignal): Promise<'over' | 'sooner'> {
  const { promise, resolve } = Promise.withResolvers<'over' | 'sooner'>();
  const timer = setTimeout(resolve, ms, 'over');
  const sooner = () => resolve('sooner');
  const stop = () => resolve('over');
  stir.addEventListener('stir', sooner);
  document.addEventListener('visibilitychange', sooner);
  signal.addEventListener('abort', stop);
  return promise.finally(() => {
    clearTimeout(timer);
    stir.removeEventListener('stir', sooner);
    document.removeEventListener('visibilitychange', sooner);
    signal.removeEventListener('abort', stop);
  });
}

function untilVisible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (document.visibilityState === 'visible' || signal.aborted) resolve();
  };
  document.addEventListener('visibilitychange', look);
  signal.addEventListener('abort', look);
  return promise.finally(() => {
    document.removeEventListener('visibilitychange', look);
    signal.removeEventListener('abort', look);
  });
}

import { listenToEvents, type ServerEvent } from '@madrigal/contract';
import { errorOf } from '../../api/problem.ts';
import { accessToken } from '../../api/token.ts';
import { listen } from './listen.ts';

/** Listens to the server's events as the person who is signed in, until the signal aborts. */
export function listenToServer(
  onEvent: (event: ServerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  return listen({ open, wait, onEvent }, signal);
}

/** @throws ApiError when the server refuses, TypeError when it cannot be reached */
async function open(
  lastEventId: string | null,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers = new Headers({ accept: 'text/event-stream' });
  headers.set('authorization', `Bearer ${await accessToken()}`);
  if (lastEventId !== null) headers.set('last-event-id', lastEventId);
  // Not through `send`, which gives every answer 30 seconds to end.
  const response = await fetch(listenToEvents.path, { headers, signal, cache: 'no-store' });
  if (!response.ok || !response.body) throw await errorOf(response);
  return response.body;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => {
    clearTimeout(timer);
    resolve();
  };
  signal.addEventListener('abort', stop);
  return promise.finally(() => signal.removeEventListener('abort', stop));
}

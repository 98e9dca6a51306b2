import type { ServerEvent } from '@madrigal/contract';

const name = 'madrigal.events';

/**
 * Has one page of this browser listen for all of them: the one that holds the lock. The others are
 * told. Runs until the signal aborts; the next page takes over then. Without locks (pages served
 * without TLS) every page listens for itself.
 */
export function shareAmongPages(
  userId: string,
  listenUntil: (onEvent: (event: ServerEvent) => void, signal: AbortSignal) => Promise<void>,
  onEvent: (event: ServerEvent) => void,
  signal: AbortSignal,
): void {
  if (!navigator.locks) {
    void listenUntil(onEvent, signal);
    return;
  }
  const channel = new BroadcastChannel(`${name}.${userId}`);
  channel.onmessage = ({ data }: MessageEvent<ServerEvent>) => onEvent(data);
  signal.addEventListener('abort', () => channel.close());
  const tellAll = (event: ServerEvent) => {
    onEvent(event);
    channel.postMessage(event);
  };
  navigator.locks
    .request(`${name}.${userId}`, { signal }, () => listenUntil(tellAll, signal))
    // Aborted while another page still held the lock.
    .catch(() => undefined);
}

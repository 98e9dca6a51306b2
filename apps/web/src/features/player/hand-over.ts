import {
  deviceName,
  endpoints,
  MAX_QUEUE_SONGS,
  type PlayerDevice,
  type PlayQueue,
} from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { create } from 'zustand';
import { request } from '../../api/request.ts';
import type { PlayerState } from './store.ts';
import { isOn, usePlayer } from './store.ts';

/** Changes within this time are told together. */
const settleMs = 2000;
/** How far the position that others know may lag behind while something plays. */
const everyMs = 15_000;
const deviceKey = 'madrigal.device';

/** What the caller was last listening to, on whatever device. */
export const playQueueQuery = queryOptions({
  queryKey: ['play-queue'],
  queryFn: async ({ signal }) => (await request(endpoints.getPlayQueue, {}, signal)).queue,
});

/** When this page told its queue last, as the server said; what is older is its own past. */
export const useHandOver = create<{ toldAt: string | null }>(() => ({ toldAt: null }));

/** This browser, for the person's other devices; the same for all its pages. */
export const thisDevice: PlayerDevice = {
  id: deviceId(),
  name: deviceName(navigator.userAgent) ?? 'Web',
};

function deviceId(): string {
  try {
    const known = localStorage.getItem(deviceKey);
    if (known) return known;
    const made = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    localStorage.setItem(deviceKey, made);
    return made;
  } catch {
    return String(Math.random()).slice(2);
  }
}

/** Tells the server what plays here, so that another device can go on. Returns how to stop. */
export function tellQueue(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAtMs = performance.now();
  const tell = () => {
    timer = undefined;
    toldAtMs = performance.now();
    void send(usePlayer.getState());
  };
  const unsubscribe = usePlayer.subscribe((state, before) => {
    const moved = isOn(state) && performance.now() - toldAtMs > everyMs;
    const stopped = isOn(before) && !isOn(state);
    // What is only brought back after a reload is nothing new.
    const changed = signatureOf(state) !== signatureOf(before) && before.status !== 'idle';
    const started = before.status === 'idle' && isOn(state);
    if ((moved || stopped || changed || started) && timer === undefined) {
      timer = setTimeout(tell, settleMs);
    }
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

/** Tells it at once, so that the device that played until now knows that this one goes on. */
export function tellQueueNow(): void {
  void send(usePlayer.getState());
}

/**
 * Whether what plays here now plays on another device, which took it over since. `since` is the last change
 * that is known here already: what was told before it is the past, however late it is read again. Null
 * before any was read.
 */
export function isTakenOver(state: PlayerState, told: PlayQueue, since: string | null): boolean {
  const { queue } = state;
  const isNews = since !== null && told.changedAt > since;
  const sameSong = told.songs[told.currentIndex ?? -1]?.id === queue.entries[queue.index]?.song.id;
  const isOther = told.device.id !== thisDevice.id;
  return isNews && isOther && isOn(state) && sameSong && told.songs.length === queue.entries.length;
}

async function send({ queue, positionMs }: PlayerState): Promise<void> {
  if (queue.index < 0) return;
  const from = Math.max(0, queue.index - MAX_QUEUE_SONGS / 4);
  const entries = queue.entries.slice(from, from + MAX_QUEUE_SONGS);
  try {
    const { changedAt } = await request(endpoints.keepPlayQueue, {
      body: {
        songIds: entries.map(({ song }) => song.id),
        currentIndex: queue.index - from,
        positionMs: Math.round(positionMs),
        device: thisDevice,
      },
    });
    useHandOver.setState({ toldAt: changedAt });
  } catch {
    // Told again with the next change; nothing plays worse without it.
  }
}

let lastQueue: PlayerState['queue'] | null = null;
let lastSignature = '';

/** Equal for queues that play the same. */
function signatureOf({ queue }: PlayerState): string {
  const of = () => `${queue.index}:${queue.entries.map(({ song }) => song.id).join()}`;
  if (queue === lastQueue) return lastSignature;
  const signature = of();
  lastQueue = queue;
  lastSignature = signature;
  return signature;
}

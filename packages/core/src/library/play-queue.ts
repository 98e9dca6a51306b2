import { MAX_QUEUE_SONGS, type PlayerDevice } from '@madrigal/contract';
import type { CatalogueStore, Song } from '../catalog/index.ts';
import type { Caller, OwnedData } from '../identity/index.ts';
import type { EventBus } from '../notifications/index.ts';
import { type Clock, MadrigalError } from '../shared/index.ts';
import { visibleSongs } from './visible.ts';

/** What a listener is listening to. Each has one. */
export interface PlayQueue {
  songIds: string[];
  /** Place of the current song in `songIds`; null when there is none. */
  currentIndex: number | null;
  /** How far into the current song. */
  positionMs: number;
  /** Who kept it last. */
  device: PlayerDevice;
  changedAt: Date;
}

/** A queue as it is shown, with the songs that can be seen at the moment. */
export interface ShownPlayQueue extends Omit<PlayQueue, 'songIds'> {
  songs: Song[];
}

/** Play queues by access pattern. */
export interface PlayQueueStore {
  /** Keeps a listener's queue in place of the one that was kept; the last one to do so wins. */
  putPlayQueue(userId: string, queue: PlayQueue): Promise<void>;
  /** Null when none was kept. */
  getPlayQueue(userId: string): Promise<PlayQueue | null>;
  /** Repeating it changes nothing. */
  deletePlayQueue(userId: string): Promise<void>;
}

export interface PlayQueuesDeps {
  playQueues: PlayQueueStore;
  catalogue: Pick<CatalogueStore, 'getSongs'>;
  events: Pick<EventBus, 'publish'>;
  clock: Clock;
}

export type NewPlayQueue = Omit<PlayQueue, 'changedAt'>;

/** What people listen to at the moment, kept so that another player can take over. */
export function createPlayQueues(deps: PlayQueuesDeps) {
  return {
    get: (caller: Caller) => getPlayQueue(deps, caller),
    keep: (caller: Caller, queue: NewPlayQueue) => keepPlayQueue(deps, caller, queue),
  };
}

export type PlayQueues = ReturnType<typeof createPlayQueues>;

/** The queue as part of somebody's account. */
export function createOwnedPlayQueue({
  playQueues,
}: Pick<PlayQueuesDeps, 'playQueues'>): OwnedData {
  return {
    fileName: 'play-queue.json',
    removeAll: ({ userId }) => playQueues.deletePlayQueue(userId),
    exportAll: ({ userId }) => playQueues.getPlayQueue(userId),
  };
}

async function getPlayQueue(
  deps: PlayQueuesDeps,
  { userId }: Caller,
): Promise<ShownPlayQueue | null> {
  const queue = await deps.playQueues.getPlayQueue(userId);
  if (!queue) return null;
  const { songIds, ...rest } = queue;
  const visible = await visibleSongs(deps, songIds);
  return { ...rest, ...show(queue, visible) };
}

/**
 * The songs that can be seen, and where the current one is among them. When it cannot be seen, the
 * one that follows it is current, from its start.
 */
export function show(
  { songIds, currentIndex, positionMs }: Pick<PlayQueue, 'songIds' | 'currentIndex' | 'positionMs'>,
  visible: ReadonlyMap<string, Song>,
): Pick<ShownPlayQueue, 'songs' | 'currentIndex' | 'positionMs'> {
  const find = (ids: string[]) => ids.flatMap((id) => visible.get(id) ?? []);
  const songs = find(songIds);
  if (currentIndex === null || songs.length === 0) {
    return { songs, currentIndex: null, positionMs: 0 };
  }
  const before = find(songIds.slice(0, currentIndex)).length;
  const isThere = visible.has(songIds[currentIndex] ?? '');
  return {
    songs,
    currentIndex: Math.min(before, songs.length - 1),
    positionMs: isThere ? positionMs : 0,
  };
}

/** @throws MadrigalError `invalid_request` when it is too long or has no such place */
async function keepPlayQueue(
  { playQueues, events, clock }: PlayQueuesDeps,
  { userId }: Caller,
  queue: NewPlayQueue,
): Promise<{ changedAt: Date }> {
  if (queue.songIds.length > MAX_QUEUE_SONGS) {
    throw new MadrigalError('invalid_request', `A queue has at most ${MAX_QUEUE_SONGS} songs.`);
  }
  if (queue.currentIndex !== null && !(queue.currentIndex in queue.songIds)) {
    throw new MadrigalError('invalid_request', 'There is no song at this place.');
  }
  const changedAt = clock.now();
  await playQueues.putPlayQueue(userId, { ...queue, changedAt });
  await events.publish({ userId }, { type: 'play-queue.changed', deviceId: queue.device.id });
  return { changedAt };
}

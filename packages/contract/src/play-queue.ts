import { z } from 'zod';
import { Song } from './catalog.ts';
import { DurationMs, Id, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** Songs that a kept queue can hold. Players keep the part around the current song of longer ones. */
export const MAX_QUEUE_SONGS = 2000;

/** A player. Its id is its own choice and stays the same, its name is for people. */
export const PlayerDevice = z
  .object({ id: z.string().min(1).max(100), name: z.string().trim().min(1).max(100) })
  .meta({ id: 'PlayerDevice' });
export type PlayerDevice = z.infer<typeof PlayerDevice>;

/** What a listener is listening to, so that another player can take over. */
export const PlayQueue = z
  .object({
    /** Songs in their order, a song as often as it is queued; hidden ones are left out. */
    songs: z.array(Song),
    /** Place of the current song in `songs`; null when there is none. */
    currentIndex: z.int().nullable(),
    /** How far into the current song. */
    positionMs: DurationMs,
    /** Who kept it last. */
    device: PlayerDevice,
    changedAt: Timestamp,
  })
  .meta({ id: 'PlayQueue' });
export type PlayQueue = z.infer<typeof PlayQueue>;

export const getPlayQueue = defineEndpoint({
  operationId: 'getPlayQueue',
  method: 'GET',
  path: '/api/v1/play-queue',
  tag: 'Play queue',
  summary: 'What the caller was last listening to, on any device',
  description: '`queue` is null when nothing was kept yet.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({ queue: PlayQueue.nullable() }),
  errors: [],
});

export const keepPlayQueue = defineEndpoint({
  operationId: 'keepPlayQueue',
  method: 'PUT',
  path: '/api/v1/play-queue',
  tag: 'Play queue',
  summary: 'Keep what the caller is listening to, in place of what was kept',
  description: 'The last one to keep wins. Others are told by the event `play-queue.changed`.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z
    .object({
      songIds: z.array(Id).max(MAX_QUEUE_SONGS),
      /** Place in `songIds`; null when no song is current. */
      currentIndex: z.int().min(0).nullable(),
      positionMs: DurationMs.default(0),
      device: PlayerDevice,
    })
    .refine(({ songIds, currentIndex }) => (currentIndex ?? -1) < songIds.length, {
      path: ['currentIndex'],
      message: 'There is no song at this place.',
    }),
  status: 200,
  response: z.object({ changedAt: Timestamp }),
  errors: [],
});

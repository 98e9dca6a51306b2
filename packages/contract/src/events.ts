import { z } from 'zod';
import { Id } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** What a client is told while it listens. Events say what changed; the change itself is fetched. */
export const ServerEvent = z
  .discriminatedUnion('type', [
    /** Events were missed that are no longer remembered: fetch everything shown anew. */
    z.object({ type: z.literal('resync') }),
    /** An upload of the caller moved on. */
    z.object({ type: z.literal('upload.changed'), uploadId: Id }),
    /** A photo or video of the caller was added, moved on, changed or went away. */
    z.object({ type: z.literal('media.changed'), mediaId: Id }),
    /** A photo album of the caller was made, changed or deleted. */
    z.object({ type: z.literal('photo-album.changed'), photoAlbumId: Id }),
    /** An import that the caller asked for moved on. */
    z.object({ type: z.literal('import.changed'), importId: Id }),
    /** The caller's play queue was kept; `deviceId` names the player that did it. */
    z.object({ type: z.literal('play-queue.changed'), deviceId: z.string() }),
    /** A slideshow of the caller moved on. */
    z.object({ type: z.literal('slideshow.changed'), slideshowId: Id }),
    /** A playlist that the caller can change was made, changed or deleted. */
    z.object({ type: z.literal('playlist.changed'), playlistId: Id }),
    /** The caller likes something, or no more. */
    z.object({ type: z.literal('favourites.changed') }),
    /** The caller's history has grown or shrunk. */
    z.object({ type: z.literal('plays.changed') }),
    /** Songs, albums or artists were added, changed or removed. */
    z.object({ type: z.literal('catalogue.changed') }),
  ])
  .meta({ id: 'ServerEvent' });
export type ServerEvent = z.infer<typeof ServerEvent>;

/**
 * The caller's events, as they happen (server-sent events, HTML Living Standard, section 9.2). The
 * data of each is a {@link ServerEvent}; its id can be sent back as `Last-Event-ID` to go on from
 * there. The server ends the stream after some minutes, so that only valid tokens keep listening.
 * Not in the table of endpoints: its answer never ends, and is not JSON.
 */
export const listenToEvents = defineEndpoint({
  operationId: 'listenToEvents',
  method: 'GET',
  path: '/api/v1/events',
  tag: 'Events',
  summary: "The caller's events as they happen, as server-sent events",
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: ServerEvent,
  errors: [],
});

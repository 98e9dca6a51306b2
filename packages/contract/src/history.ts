import { z } from 'zod';
import { Album, Artist, Song } from './catalog.ts';
import { Id, PageQuery, pageOf, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** A song counts as played once half of it was heard, or this much: four minutes. */
export const HEARD_MS = 4 * 60_000;
const DAY_MS = 86_400_000;

/** Milliseconds of a song of this length that must be heard before it counts as played. */
export function msToHear(durationMs: number): number {
  return Math.min(Math.ceil(durationMs / 2), HEARD_MS);
}

export const Play = z
  .object({ id: Id, song: Song, playedAt: Timestamp, msPlayed: z.int() })
  .meta({ id: 'Play' });
export type Play = z.infer<typeof Play>;

export const recordPlay = defineEndpoint({
  operationId: 'recordPlay',
  method: 'POST',
  path: '/api/v1/plays',
  tag: 'History',
  summary: 'Record that a song was heard',
  description:
    'At least half of it or four minutes. The player chooses the `id`; repeating it changes nothing.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    id: Id,
    songId: Id,
    /** When listening began. */
    playedAt: Timestamp,
    msPlayed: z.int().min(0).max(DAY_MS),
  }),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const listPlays = defineEndpoint({
  operationId: 'listPlays',
  method: 'GET',
  path: '/api/v1/plays',
  tag: 'History',
  summary: 'What the caller played, newest first',
  access: 'listener',
  params: z.object({}),
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(Play).meta({ id: 'PlayPage' }),
  errors: ['invalid_cursor'],
});

export const clearPlays = defineEndpoint({
  operationId: 'clearPlays',
  method: 'DELETE',
  path: '/api/v1/plays',
  tag: 'History',
  summary: 'Forget everything the caller played',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [],
});

export const restorePlays = defineEndpoint({
  operationId: 'restorePlays',
  method: 'POST',
  path: '/api/v1/plays/restore',
  tag: 'History',
  summary: 'Bring back what the caller cleared in the last ten minutes',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [],
});

export const deletePlay = defineEndpoint({
  operationId: 'deletePlay',
  method: 'DELETE',
  path: '/api/v1/plays/{playId}',
  tag: 'History',
  summary: 'Forget one play',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: z.object({ playId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [],
});

const played = { plays: z.int(), msPlayed: z.int() };

const TimeZone = z.string().max(100).refine(isTimeZone, { message: 'There is no such time zone.' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const PlayStatistics = z
  .object({
    /** How often and how long, and how many different songs, albums and artists. */
    totals: z.object({ ...played, songs: z.int(), albums: z.int(), artists: z.int() }),
    songs: z.array(z.object({ song: Song, ...played })),
    albums: z.array(z.object({ album: Album, ...played })),
    artists: z.array(z.object({ artist: Artist, ...played })),
    genres: z.array(z.object({ name: z.string(), ...played })),
    /** Days on which something was played, the earliest first. */
    days: z.array(z.object({ day: z.iso.date(), ...played })),
  })
  .meta({ id: 'PlayStatistics' });
export type PlayStatistics = z.infer<typeof PlayStatistics>;

export const getPlayStatistics = defineEndpoint({
  operationId: 'getPlayStatistics',
  method: 'GET',
  path: '/api/v1/plays/statistics',
  tag: 'History',
  summary: 'What the caller played most in a period',
  description: 'From `from` on, up to `to`, which is left out; all the time without them.',
  access: 'listener',
  params: z.object({}),
  query: z.object({
    from: Timestamp.optional(),
    to: Timestamp.optional(),
    /** Where the days begin at midnight (IANA Time Zone Database). */
    timeZone: TimeZone.default('UTC'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  body: z.undefined(),
  status: 200,
  response: PlayStatistics,
  errors: [],
});

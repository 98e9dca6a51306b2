import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { readIdOf, readMarkable } from '../ids.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { count, flag, integer, integers, text, texts } from '../params.ts';
import { toChildren } from '../shapes.ts';

const starParams = z.object({ id: texts, albumId: texts, artistId: texts });

export const marks: Record<string, Method> = {
  star: writes(starParams, async (params, { services, caller }) => {
    for (const { kind, id } of starred(params))
      await services.library.favourites.add(caller, kind, id);
    return {};
  }),
  unstar: writes(starParams, async (params, { services, caller }) => {
    for (const { kind, id } of starred(params)) {
      await services.library.favourites.remove(caller, kind, id);
    }
    return {};
  }),
  setRating: writes(
    z.object({ id: text, rating: integer }),
    async ({ id: typed, rating }, { services, caller }) => {
      const { kind, id } = readMarkable(typed);
      await services.marks.rate(caller, kind, id, rating === 0 ? null : rating);
      return {};
    },
  ),
  scrobble: writes(
    z.object({ id: texts, time: integers, submission: flag.default(true) }),
    async ({ id, time, submission }, context) => {
      if (id.length === 0) {
        throw new SubsonicError('missingParameter', 'The parameter "id" is missing.');
      }
      const songIds = id.map((one) => readIdOf('song', one));
      if (submission) await recordPlays(songIds, time, context);
      else await startPlaying(songIds, context);
      return {};
    },
  ),
  getBookmarks: reads(z.object({}), async (_, context) => {
    const bookmarks = await context.services.marks.listBookmarks(context.caller);
    const songs = await toChildren(
      context,
      bookmarks.map(({ song }) => song),
    );
    return {
      bookmarks: {
        bookmark: bookmarks.map(({ positionMs, comment, createdAt, changedAt }, place) => ({
          position: positionMs,
          username: context.username,
          comment,
          created: createdAt,
          changed: changedAt,
          entry: songs[place],
        })),
      },
    };
  }),
  createBookmark: writes(
    z.object({ id: text, position: count(0), comment: text.default('') }),
    async ({ id, position: positionMs, comment }, { services, caller }) => {
      const songId = readIdOf('song', id);
      await services.marks.putBookmark(caller, { songId, positionMs, comment });
      return {};
    },
  ),
  deleteBookmark: writes(z.object({ id: text }), async ({ id }, { services, caller }) => {
    await services.marks.deleteBookmark(caller, readIdOf('song', id));
    return {};
  }),
};

/** Everything to be starred; apps name it by one parameter or by the kind it is of. */
function starred({ id, albumId, artistId }: z.output<typeof starParams>) {
  const all = [...id, ...albumId, ...artistId];
  if (all.length > 0) return all.map(readMarkable);
  throw new SubsonicError('missingParameter', 'The parameter "id" is missing.');
}

/**
 * Apps say that a song was heard, not how much of it: it is taken for the whole. Without a time it
 * was just now, and none lies in the future.
 */
async function recordPlays(songIds: string[], times: number[], { services, caller }: Context) {
  const now = Date.now();
  for (const [place, songId] of songIds.entries()) {
    const { durationMs: msPlayed } = await services.catalog.getSong(caller, songId);
    const time = Math.min(times[place] ?? now, now);
    const id = playId(caller.userId, songId, time);
    const playedAt = new Date(time);
    await services.library.plays.record(caller, { id, songId, playedAt, msPlayed });
  }
}

/** The same play sent twice has one id: a UUIDv7 of its time whose random bits are a hash of it. */
function playId(userId: string, songId: string, time: number): string {
  const hash = createHash('sha256').update(`${userId} ${songId} ${time}`).digest('hex');
  const stamp = time.toString(16).padStart(12, '0').slice(-12);
  const variant = (8 + (Number.parseInt(hash[3] ?? '0', 16) % 4)).toString(16);
  const rest = `7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-${rest}`;
}

async function startPlaying(songIds: string[], { services, caller, client }: Context) {
  const songId = songIds.at(-1);
  if (songId !== undefined) await services.marks.startPlaying(caller, songId, client);
}

import { MAX_QUEUE_SONGS } from '@madrigal/contract';
import type { ShownPlayQueue } from '@madrigal/core/library';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { readIdOf, toId } from '../ids.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { count, integer, text, texts } from '../params.ts';
import type { Body } from '../reply.ts';
import { toChildren } from '../shapes.ts';

export const queue: Record<string, Method> = {
  getPlayQueue: reads(z.object({}), async (_, context) => {
    const kept = await context.services.playQueues.get(context.caller);
    const current = kept?.songs[kept.currentIndex ?? -1];
    return {
      playQueue: {
        ...(current && { current: toId('song', current.id) }),
        ...(await toQueue(kept, context)),
      },
    };
  }),
  getPlayQueueByIndex: reads(z.object({}), async (_, context) => {
    const kept = await context.services.playQueues.get(context.caller);
    const currentIndex = kept?.currentIndex ?? undefined;
    return { playQueueByIndex: { currentIndex, ...(await toQueue(kept, context)) } };
  }),
  savePlayQueue: writes(
    z.object({ id: texts, current: text.optional(), position: count(0) }),
    async ({ id, current, position }, context) => {
      const songIds = id.map((one) => readIdOf('song', one));
      const index =
        current === undefined ? 0 : Math.max(0, songIds.indexOf(readIdOf('song', current)));
      await keep(songIds, index, position, context);
      return {};
    },
  ),
  savePlayQueueByIndex: writes(
    z.object({ id: texts, currentIndex: integer.optional(), position: count(0) }),
    async ({ id, currentIndex, position }, context) => {
      const songIds = id.map((one) => readIdOf('song', one));
      if (songIds.length > 0 && !((currentIndex ?? -1) in songIds)) {
        throw new SubsonicError('missingParameter', 'The parameter "currentIndex" names no song.');
      }
      await keep(songIds, currentIndex ?? 0, position, context);
      return {};
    },
  ),
};

async function toQueue(kept: ShownPlayQueue | null, context: Context): Promise<Body> {
  return {
    position: kept?.positionMs,
    username: context.username,
    changed: kept?.changedAt ?? new Date(0),
    changedBy: kept?.device.name ?? '',
    entry: kept ? await toChildren(context, kept.songs) : [],
  };
}

/** Of a queue that is too long, the part around the current song is kept. */
async function keep(
  songIds: string[],
  index: number,
  positionMs: number,
  { services, caller, client }: Context,
): Promise<void> {
  const latest = Math.max(0, songIds.length - MAX_QUEUE_SONGS);
  const start = Math.min(latest, Math.max(0, index - MAX_QUEUE_SONGS / 2));
  await services.playQueues.keep(caller, {
    songIds: songIds.slice(start, start + MAX_QUEUE_SONGS),
    currentIndex: songIds.length > 0 ? index - start : null,
    positionMs: songIds.length > 0 ? positionMs : 0,
    device: { id: `opensubsonic:${client}`.slice(0, 100), name: client },
  });
}

import type { Caller } from '../identity/index.ts';
import type { Clock, CursorQuery } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import { getPlayStatistics } from './get-play-statistics.ts';
import type { Period, Play, ShownPlay } from './model.ts';
import { type NewPlay, recordPlay } from './record-play.ts';
import { pageOfShown, visibleSongs } from './visible.ts';

const MS_TO_RESTORE = 10 * 60_000;

/** Whatever was cleared before it is gone for good. */
function clearedSince(clock: Clock): Date {
  return new Date(clock.now().getTime() - MS_TO_RESTORE);
}

/** Removes what nobody can bring back any more. */
export function sweepPlays(deps: Pick<LibraryDeps, 'library' | 'clock'>): Promise<void> {
  return deps.library.forgetClearedPlays(clearedSince(deps.clock));
}

/** What a person has heard. */
export function createPlays(deps: LibraryDeps) {
  const { library, events, clock } = deps;
  const tell = ({ userId }: Caller) => events.publish({ userId }, { type: 'plays.changed' });
  return {
    record: async (caller: Caller, play: NewPlay) => {
      await recordPlay(deps, caller, play);
      await tell(caller);
    },
    /** Newest first, of songs that everybody can see. @throws MadrigalError `invalid_cursor` */
    list: ({ userId }: Caller, query: CursorQuery) =>
      pageOfShown(
        'played',
        query,
        (page) => library.listPlays(userId, page),
        (plays) => withSongs(deps, plays),
      ),
    delete: async (caller: Caller, playId: string) => {
      await library.deletePlay(caller.userId, playId);
      await tell(caller);
    },
    clear: async (caller: Caller) => {
      await library.clearPlays(caller.userId, clock.now());
      await tell(caller);
    },
    /** Brings back what the caller cleared in the last ten minutes. */
    restore: async (caller: Caller) => {
      await library.restorePlays(caller.userId, clearedSince(clock));
      await tell(caller);
    },
    statistics: (caller: Caller, period: Period, ask: { limit: number; timeZone: string }) =>
      getPlayStatistics(deps, caller, period, ask),
  };
}

async function withSongs(deps: LibraryDeps, plays: Play[]): Promise<ShownPlay[]> {
  const songs = await visibleSongs(
    deps,
    plays.map((play) => play.songId),
  );
  return plays.flatMap((play) => {
    const song = songs.get(play.songId);
    return song ? [{ ...play, song }] : [];
  });
}

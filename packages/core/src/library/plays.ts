import type { Caller } from '../identity/index.ts';
import type { CursorQuery } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import { getPlayStatistics } from './get-play-statistics.ts';
import type { Period, Play, ShownPlay } from './model.ts';
import { type NewPlay, recordPlay } from './record-play.ts';
import { pageOfShown, visibleSongs } from './visible.ts';

/** What a person has heard. */
export function createPlays(deps: LibraryDeps) {
  const { library } = deps;
  return {
    record: (caller: Caller, play: NewPlay) => recordPlay(deps, caller, play),
    /** Newest first, of songs that everybody can see. @throws MadrigalError `invalid_cursor` */
    list: ({ userId }: Caller, query: CursorQuery) =>
      pageOfShown(
        'played',
        query,
        (page) => library.listPlays(userId, page),
        (plays) => withSongs(deps, plays),
      ),
    delete: ({ userId }: Caller, playId: string) => library.deletePlay(userId, playId),
    clear: ({ userId }: Caller) => library.clearPlays(userId),
    statistics: (caller: Caller, period: Period, limit: number) =>
      getPlayStatistics(deps, caller, period, limit),
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

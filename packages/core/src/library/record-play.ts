import { msToHear } from '@madrigal/contract';
import { getVisibleSong } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import { MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';

/** How far the clock of a player may be ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface NewPlay {
  id: string;
  songId: string;
  playedAt: Date;
  msPlayed: number;
}

/**
 * Adds a play to the caller's history; the same one twice counts once.
 * @throws MadrigalError `not_found`, `invalid_request` when too little was heard, or in the future
 */
export async function recordPlay(deps: LibraryDeps, caller: Caller, play: NewPlay): Promise<void> {
  if (play.playedAt.getTime() > deps.clock.now().getTime() + CLOCK_SKEW_MS) {
    throw new MadrigalError('invalid_request', 'Nobody has played this yet: it is in the future.');
  }
  const song = await getVisibleSong(deps, caller, play.songId);
  if (play.msPlayed < msToHear(song.durationMs)) {
    throw new MadrigalError(
      'invalid_request',
      'A song counts as played once half of it or four minutes were heard.',
    );
  }
  await deps.library.addPlay({ ...play, userId: caller.userId });
}

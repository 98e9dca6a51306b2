import type { Caller } from '../identity/index.ts';
import { hasCode, MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import type { PlaylistWrite } from './ports.ts';

const MAX_TRIES = 5;

function notFound(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such playlist.');
}

/** A playlist of the caller, or an unlisted one. @throws MadrigalError `not_found` */
export async function getReadablePlaylist(
  deps: Pick<LibraryDeps, 'library'>,
  caller: Caller,
  playlistId: string,
): Promise<Playlist> {
  const playlist = await deps.library.getPlaylist(playlistId);
  if (playlist.ownerId === caller.userId || playlist.visibility === 'unlisted') return playlist;
  throw notFound();
}

/** A playlist of the caller. Someone else's does not exist for them. @throws MadrigalError `not_found` */
export async function getOwnPlaylist(
  deps: Pick<LibraryDeps, 'library'>,
  caller: Caller,
  playlistId: string,
): Promise<Playlist> {
  const playlist = await deps.library.getPlaylist(playlistId);
  if (playlist.ownerId !== caller.userId) throw notFound();
  return playlist;
}

/**
 * Changes a playlist of the caller. With an expected version only that one is changed; without, the
 * change is worked out anew when somebody else was faster.
 * @throws MadrigalError `not_found`, `conflict`
 */
export async function changeOwnPlaylist<Result>(
  deps: Pick<LibraryDeps, 'library' | 'clock'>,
  caller: Caller,
  target: { playlistId: string; version?: number | undefined },
  change: (playlist: Playlist, write: PlaylistWrite) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const playlist = await getOwnPlaylist(deps, caller, target.playlistId);
    const { version } = playlist;
    if (target.version !== undefined && target.version !== version) {
      throw new MadrigalError('conflict', 'The playlist was changed meanwhile. Look at it again.');
    }
    try {
      return await change(playlist, { version, updatedAt: deps.clock.now() });
    } catch (error) {
      const again = hasCode(error, 'conflict') && target.version === undefined && tries < MAX_TRIES;
      if (!again) throw error;
    }
  }
}

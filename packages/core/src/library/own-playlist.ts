import type { Caller } from '../identity/index.ts';
import { hasCode, MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import type { PlaylistWrite } from './ports.ts';
import { picksByItself } from './smart-playlist.ts';

/** Some people change one playlist at the same time; each try begins with what the last one saw. */
const MAX_TRIES = 12;

function notFound(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such playlist.');
}

/** Whether somebody may add, move and remove songs. */
export function canEdit({ ownerId, memberIds }: Playlist, { userId }: Caller): boolean {
  return ownerId === userId || memberIds.includes(userId);
}

/** Tells everybody whose list it is in that a playlist is another one now. */
export async function tellOfPlaylist(
  { events }: Pick<LibraryDeps, 'events'>,
  { id: playlistId, ownerId, memberIds }: Pick<Playlist, 'id' | 'ownerId' | 'memberIds'>,
): Promise<void> {
  for (const userId of new Set([ownerId, ...memberIds])) {
    await events.publish({ userId }, { type: 'playlist.changed', playlistId });
  }
}

/** A playlist that the caller may change, or an unlisted one. @throws MadrigalError `not_found` */
export async function getReadablePlaylist(
  deps: Pick<LibraryDeps, 'library'>,
  caller: Caller,
  playlistId: string,
): Promise<Playlist> {
  const playlist = await deps.library.getPlaylist(playlistId);
  if (canEdit(playlist, caller) || playlist.visibility === 'unlisted') return playlist;
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

interface Target {
  playlistId: string;
  version?: number | undefined;
  /** True for a change of its songs, which smart playlists pick by themselves. */
  songs?: boolean;
}

type Work<Result> = (playlist: Playlist, write: PlaylistWrite) => Promise<Result>;
type ChangeDeps = Pick<LibraryDeps, 'library' | 'clock' | 'events'>;

/** {@link changePlaylist} by its owner. */
export function changeOwnPlaylist<Result>(
  deps: ChangeDeps,
  caller: Caller,
  target: Target,
  change: Work<Result>,
): Promise<Result> {
  return changePlaylist(deps, target, change, ({ ownerId }) => ownerId === caller.userId);
}

/** {@link changePlaylist} of its songs, by its owner or a member. */
export function changeEditablePlaylist<Result>(
  deps: ChangeDeps,
  caller: Caller,
  target: Target,
  change: Work<Result>,
): Promise<Result> {
  const ofSongs = { ...target, songs: true };
  return changePlaylist(deps, ofSongs, change, (playlist) => canEdit(playlist, caller));
}

/**
 * Changes a playlist for whoever may, and tells its people. With an expected version only that one
 * is changed; without, the change is worked out anew when somebody else was faster.
 * @throws MadrigalError `not_found`, `conflict`
 */
export async function changePlaylist<Result>(
  deps: ChangeDeps,
  target: Target,
  change: Work<Result>,
  may: (playlist: Playlist) => boolean,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const playlist = await deps.library.getPlaylist(target.playlistId);
    if (!may(playlist)) throw notFound();
    if (target.songs && playlist.rules) throw picksByItself();
    const { version } = playlist;
    if (target.version !== undefined && target.version !== version) {
      throw new MadrigalError('conflict', 'The playlist was changed meanwhile. Look at it again.');
    }
    try {
      const result = await change(playlist, { version, updatedAt: deps.clock.now() });
      await tellOfPlaylist(deps, playlist);
      return result;
    } catch (error) {
      const again = hasCode(error, 'conflict') && target.version === undefined && tries < MAX_TRIES;
      if (!again) throw error;
    }
  }
}

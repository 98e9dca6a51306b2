import { MAX_PLAYLIST_ITEMS } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import { makeRoom } from './make-room.ts';
import type { Playlist, PlaylistItem } from './model.ts';
import { changeEditablePlaylist } from './own-playlist.ts';
import type { Place } from './ports.ts';
import { visibleSongs } from './visible.ts';

/**
 * Adds up to 500 songs at a place of a playlist; a song may be there already.
 * @throws MadrigalError `not_found` (playlist, item or a song), `conflict`
 */
export function addToPlaylist(
  deps: LibraryDeps,
  caller: Caller,
  input: {
    playlistId: string;
    songIds: readonly string[];
    place: Place;
    version?: number | undefined;
  },
): Promise<{ playlist: Playlist; itemIds: string[] }> {
  const { playlistId, songIds, place } = input;
  return changeEditablePlaylist(deps, caller, input, async (playlist, write) => {
    if (playlist.itemCount + songIds.length > MAX_PLAYLIST_ITEMS) {
      const most = MAX_PLAYLIST_ITEMS.toLocaleString('en');
      throw new MadrigalError('invalid_request', `A playlist holds at most ${most} songs.`);
    }
    const songs = await visibleSongs(deps, songIds);
    const room = await makeRoom(deps, playlist, { place, count: songIds.length, write });
    const items = songIds.map((songId, index): PlaylistItem => {
      const song = songs.get(songId);
      if (!song) throw new MadrigalError('not_found', 'One of the songs is not there.');
      return {
        id: deps.newId(),
        position: room.positions[index] ?? '',
        songId,
        durationMs: song.durationMs,
        addedBy: caller.userId,
        addedAt: write.updatedAt,
      };
    });
    return {
      playlist: await deps.library.addItems(playlistId, items, room.write),
      itemIds: items.map((item) => item.id),
    };
  });
}

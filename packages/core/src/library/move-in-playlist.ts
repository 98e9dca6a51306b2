import type { Caller } from '../identity/index.ts';
import { MadrigalError } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import { makeRoom } from './make-room.ts';
import type { Playlist } from './model.ts';
import { changeEditablePlaylist } from './own-playlist.ts';

/**
 * Puts up to 500 items, in the order given, behind another one, or first where that is null.
 * @throws MadrigalError `not_found` (playlist or an item), `conflict`, `invalid_request` when the
 * item they should follow is one of them
 */
export async function moveInPlaylist(
  deps: LibraryDeps,
  caller: Caller,
  input: {
    playlistId: string;
    itemIds: readonly string[];
    after: string | null;
    version?: number | undefined;
  },
): Promise<Playlist> {
  const { playlistId, after } = input;
  const itemIds = [...new Set(input.itemIds)];
  if (after !== null && itemIds.includes(after)) {
    throw new MadrigalError('invalid_request', 'An item cannot be put behind itself.');
  }
  return changeEditablePlaylist(deps, caller, input, async (playlist, write) => {
    const known = await deps.library.getItems(playlistId, itemIds);
    if (known.length < itemIds.length) {
      throw new MadrigalError('not_found', 'One of the items is not in the playlist any more.');
    }
    const count = itemIds.length;
    const room = await makeRoom(deps, playlist, { place: { after }, count, write });
    const moves = itemIds.map((id, index) => ({ id, position: room.positions[index] ?? '' }));
    return deps.library.moveItems(playlistId, moves, room.write);
  });
}

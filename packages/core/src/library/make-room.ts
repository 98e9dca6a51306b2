import type { PageRequest, Position } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import { keysBetween } from './order-keys.ts';
import type { Place, PlaylistWrite } from './ports.ts';

/** Positions grow where items are put between the same two again and again. */
const LONGEST_POSITION = 100;
const BATCH = 500;

/** Positions at a place for some items, and what the write that uses them has to expect. */
export async function makeRoom(
  deps: Pick<LibraryDeps, 'library'>,
  playlist: Playlist,
  wanted: { place: Place; count: number; write: PlaylistWrite },
): Promise<{ positions: string[]; write: PlaylistWrite }> {
  const { place, count, write } = wanted;
  const positions = await positionsAt(deps, playlist.id, place, count);
  if (positions.every((position) => position.length <= LONGEST_POSITION)) {
    return { positions, write };
  }
  const { version } = await spread(deps, playlist, write);
  return {
    positions: await positionsAt(deps, playlist.id, place, count),
    write: { ...write, version },
  };
}

async function positionsAt(
  deps: Pick<LibraryDeps, 'library'>,
  playlistId: string,
  place: Place,
  count: number,
): Promise<string[]> {
  const { before, after } = await deps.library.findGap(playlistId, place);
  return keysBetween(before, after, count);
}

/** Gives all items of a playlist short positions again, in the order they have. */
async function spread(
  deps: Pick<LibraryDeps, 'library'>,
  playlist: Playlist,
  write: PlaylistWrite,
): Promise<Playlist> {
  const ids: string[] = [];
  let request: PageRequest<Position> | null = { limit: BATCH };
  while (request) {
    const { items, next } = await deps.library.listItems(playlist.id, request);
    ids.push(...items.map((item) => item.id));
    request = next && { limit: BATCH, after: next };
  }
  const positions = keysBetween(null, null, ids.length);
  const moves = ids.map((id, index) => ({ id, position: positions[index] ?? '' }));
  return deps.library.moveItems(playlist.id, moves, write);
}

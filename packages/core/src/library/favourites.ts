import type { FavouriteIds, FavouriteKind } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import type { CursorPage, CursorQuery, Position } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Favourite, ShownFavourite } from './model.ts';
import {
  checkVisible,
  pageOfShown,
  visibleAlbums,
  visibleArtists,
  visibleSongs,
} from './visible.ts';

const MOST_IDS = 10_000;
const BATCH = 1000;

/** What a person likes. */
export function createFavourites(deps: LibraryDeps) {
  const { library, events, clock } = deps;
  return {
    /** @throws MadrigalError `not_found` */
    add: async ({ userId }: Caller, kind: FavouriteKind, targetId: string) => {
      await checkVisible(deps, kind, targetId);
      await library.putFavourite({ userId, kind, targetId, addedAt: clock.now() });
      await events.publish({ userId }, { type: 'favourites.changed' });
    },
    remove: async ({ userId }: Caller, kind: FavouriteKind, targetId: string) => {
      await library.deleteFavourite(userId, kind, targetId);
      await events.publish({ userId }, { type: 'favourites.changed' });
    },
    list: (caller: Caller, query: CursorQuery & { kind: FavouriteKind }) =>
      listFavourites(deps, caller, query),
    listIds: (caller: Caller) => listIds(deps, caller),
  };
}

/** Newest first; what nobody can see at the moment is left out. @throws MadrigalError `invalid_cursor` */
function listFavourites(
  deps: LibraryDeps,
  { userId }: Caller,
  query: CursorQuery & { kind: FavouriteKind },
): Promise<CursorPage<ShownFavourite>> {
  const { kind } = query;
  return pageOfShown(
    kind,
    query,
    (page) => deps.library.listFavourites(userId, kind, page),
    (favourites) => show(deps, kind, favourites),
  );
}

async function show(
  deps: LibraryDeps,
  kind: FavouriteKind,
  favourites: Favourite[],
): Promise<ShownFavourite[]> {
  const ids = favourites.map((favourite) => favourite.targetId);
  if (kind === 'song') {
    const songs = await visibleSongs(deps, ids);
    return join(favourites, songs, (song) => ({ kind, song }));
  }
  if (kind === 'album') {
    const albums = await visibleAlbums(deps, ids);
    return join(favourites, albums, (album) => ({ kind, album }));
  }
  const artists = await visibleArtists(deps, ids);
  return join(favourites, artists, (artist) => ({ kind, artist }));
}

function join<Target, Shown>(
  favourites: Favourite[],
  targets: Map<string, Target>,
  present: (target: Target) => Shown,
): (Shown & { addedAt: Date })[] {
  return favourites.flatMap(({ targetId, addedAt }) => {
    const target = targets.get(targetId);
    return target ? [{ ...present(target), addedAt }] : [];
  });
}

async function listIds(deps: LibraryDeps, caller: Caller): Promise<FavouriteIds> {
  const [songs, albums, artists] = await Promise.all([
    idsOf(deps, caller, 'song'),
    idsOf(deps, caller, 'album'),
    idsOf(deps, caller, 'artist'),
  ]);
  return { songs, albums, artists };
}

/** The newest ones, those included that nobody can see: nothing draws a heart for them. */
async function idsOf(
  { library }: LibraryDeps,
  { userId }: Caller,
  kind: FavouriteKind,
): Promise<string[]> {
  const ids: string[] = [];
  let after: Position | null = null;
  do {
    const page: Awaited<ReturnType<typeof library.listFavourites>> = await library.listFavourites(
      userId,
      kind,
      { limit: BATCH, ...(after && { after }) },
    );
    ids.push(...page.items.map((favourite) => favourite.targetId));
    after = page.next;
  } while (after && ids.length < MOST_IDS);
  return ids;
}

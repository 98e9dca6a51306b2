import type { FavouriteKind } from '@madrigal/contract';
import {
  type AlbumSummary,
  type ArtistSummary,
  type CatalogueStore,
  type Song,
  stateOfSong,
} from '../catalog/index.ts';
import {
  type CursorPage,
  type CursorQuery,
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  pageByCursor,
} from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';

type Catalogue = Pick<CatalogueStore, 'getSongs' | 'getAlbums' | 'getArtists'>;

const BATCH = 500;

/** The published ones among songs, by id. */
export async function visibleSongs(
  { catalogue }: { catalogue: Pick<Catalogue, 'getSongs'> },
  ids: readonly string[],
): Promise<Map<string, Song>> {
  return byId(ids, async (batch) =>
    (await catalogue.getSongs(batch)).filter((song) => stateOfSong(song) === 'published'),
  );
}

/** Those albums that have published songs, by id. */
export function visibleAlbums(
  { catalogue }: { catalogue: Pick<Catalogue, 'getAlbums'> },
  ids: readonly string[],
): Promise<Map<string, AlbumSummary>> {
  return byId(ids, async (batch) =>
    (await catalogue.getAlbums(batch)).filter((album) => album.songCount > 0),
  );
}

/** Those artists of whom something is published, by id. */
export function visibleArtists(
  { catalogue }: { catalogue: Pick<Catalogue, 'getArtists'> },
  ids: readonly string[],
): Promise<Map<string, ArtistSummary>> {
  return byId(ids, async (batch) =>
    (await catalogue.getArtists(batch)).filter(
      (artist) => artist.songCount > 0 || artist.albumCount > 0,
    ),
  );
}

/** Those of the items that exist, by their ids; asked for in batches that stores take. */
export async function byId<Item extends { id: string }>(
  ids: readonly string[],
  get: (batch: string[]) => Promise<Item[]>,
): Promise<Map<string, Item>> {
  const distinct = [...new Set(ids)];
  const found = new Map<string, Item>();
  for (let start = 0; start < distinct.length; start += BATCH) {
    for (const item of await get(distinct.slice(start, start + BATCH))) found.set(item.id, item);
  }
  return found;
}

/** @throws MadrigalError `not_found` unless everybody can see it */
export async function checkVisible(
  deps: Pick<LibraryDeps, 'catalogue'>,
  kind: FavouriteKind,
  id: string,
): Promise<void> {
  const look = { song: visibleSongs, album: visibleAlbums, artist: visibleArtists }[kind];
  if ((await look(deps, [id])).has(id)) return;
  throw new MadrigalError('not_found', `There is no such ${kind}.`);
}

/**
 * A page of what is shown of a list, full unless the list ends: what cannot be seen at the moment is
 * skipped. @throws MadrigalError `invalid_cursor`
 */
export function pageOfShown<Kept, Shown>(
  order: string,
  query: CursorQuery,
  list: (page: PageRequest<Position>) => Promise<Page<Kept, Position>>,
  show: (kept: Kept[]) => Promise<Shown[]>,
): Promise<CursorPage<Shown>> {
  return pageByCursor(order, query, async (request) => {
    const items: Shown[] = [];
    let after = request.after;
    for (;;) {
      const limit = request.limit - items.length;
      const page: Page<Kept, Position> = await list({ limit, ...(after && { after }) });
      items.push(...(await show(page.items)));
      if (!page.next || items.length === request.limit) return { items, next: page.next };
      after = page.next;
    }
  });
}

import type { CatalogueStore } from '@madrigal/core/catalog';
import type { LibraryStore } from '@madrigal/core/library';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { walk } from './walk.ts';

export const visible = { states: ['published'] } as const;

export interface ShelfDeps {
  /** Of whatever engine. */
  catalogue: Pick<
    CatalogueStore,
    'getSongs' | 'getAlbums' | 'listSongs' | 'listAlbums' | 'listArtists' | 'listGenres'
  >;
  library: Pick<LibraryStore, 'listFavourites'>;
}

export interface Shelves extends ShelfDeps {
  table: Table;
}

export type Ids = AsyncIterable<string> | Iterable<string>;

export async function* idsOf(
  list: (page: PageRequest<Position>) => Promise<Page<{ id: string }, Position>>,
): AsyncGenerator<string> {
  for await (const { id } of walk(list)) yield id;
}

/** Everything that comes. */
export async function collected<Entry>(all: AsyncIterable<Entry>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const each of all) entries.push(each);
  return entries;
}

export function songsOfGenre(catalogue: ShelfDeps['catalogue'], genre: string) {
  return (page: PageRequest<Position>) =>
    catalogue.listSongs({ order: 'album', genre, ...visible }, page);
}

/** Fisher and Yates, as in D. Knuth, "The Art of Computer Programming", volume 2, 3.4.2. */
export function shuffled(ids: readonly string[]): string[] {
  const mixed = [...ids];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as string, mixed[at] as string];
  }
  return mixed;
}

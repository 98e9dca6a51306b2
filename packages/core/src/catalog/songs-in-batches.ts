import type { SongState } from '@madrigal/contract';
import type { Position } from '../shared/index.ts';
import type { Song } from './model.ts';
import type { CatalogueStore, SongQuery } from './ports.ts';

const BATCH = 200;

/** All songs in some states of an album, an artist or the like, a batch at a time. */
export type WalkSongs = (
  states: readonly SongState[],
  work: (songs: Song[]) => Promise<void>,
) => Promise<void>;

/**
 * All songs of a query, a batch at a time. `work` may change them in any way that leaves their
 * moment of addition: that is what they are walked by.
 */
export async function forEachBatch(
  deps: { catalogue: Pick<CatalogueStore, 'listSongs'> },
  query: Omit<SongQuery, 'order'>,
  work: (songs: Song[]) => Promise<void>,
): Promise<void> {
  let after: Position | null = null;
  do {
    const page: { items: Song[]; next: Position | null } = await deps.catalogue.listSongs(
      { ...query, order: 'added' },
      { limit: BATCH, ...(after && { after }) },
    );
    if (page.items.length > 0) await work(page.items);
    after = page.next;
  } while (after);
}

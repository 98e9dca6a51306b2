import type { SongOrder } from '@madrigal/contract';
import { decodeCursor, encodeCursor } from '../shared/index.ts';
import type { Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

const POSITION_LENGTH = 2;

/** One page of the published songs in an order. @throws MadrigalError `invalid_cursor` */
export async function listSongs(
  deps: { catalogue: Pick<CatalogueStore, 'listSongs'> },
  query: { order: SongOrder; limit: number; cursor?: string | undefined },
): Promise<{ items: Song[]; nextCursor: string | null }> {
  const { order, limit, cursor } = query;
  const after = cursor === undefined ? {} : { after: decodeCursor(order, cursor, POSITION_LENGTH) };
  const page = await deps.catalogue.listSongs(
    { order, states: ['published'] },
    { limit, ...after },
  );
  return { items: page.items, nextCursor: page.next && encodeCursor(order, page.next) };
}

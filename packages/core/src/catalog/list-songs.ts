import type { SongOrder, SongState } from '@madrigal/contract';
import { type Caller, checkAccess } from '../identity/index.ts';
import { type CursorPage, type CursorQuery, pageByCursor } from '../shared/index.ts';
import type { Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface SongListQuery extends CursorQuery {
  order: SongOrder;
  /** Published ones, unless an admin asks for others. */
  state?: SongState | undefined;
  artistId?: string | undefined;
  albumId?: string | undefined;
  genre?: string | undefined;
  year?: number | undefined;
}

/**
 * One page of the songs in an order.
 * @throws MadrigalError `invalid_cursor`, `forbidden` for a listener who asks for hidden songs
 */
export async function listSongs(
  deps: { catalogue: Pick<CatalogueStore, 'listSongs'> },
  caller: Caller,
  query: SongListQuery,
): Promise<CursorPage<Song>> {
  const { order, state = 'published', artistId, albumId, genre, year } = query;
  if (state !== 'published') checkAccess('admin', caller);
  const songs = { order, states: [state], artistId, albumId, genre, year };
  return pageByCursor(order, query, (page) => deps.catalogue.listSongs(songs, page));
}

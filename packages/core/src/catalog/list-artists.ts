import type { ArtistOrder } from '@madrigal/contract';
import { type CursorPage, type CursorQuery, pageByCursor } from '../shared/index.ts';
import type { ArtistSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface ArtistListQuery extends CursorQuery {
  order: ArtistOrder;
  genre?: string | undefined;
}

/** One page of the artists with something published. @throws MadrigalError `invalid_cursor` */
export function listArtists(
  deps: { catalogue: Pick<CatalogueStore, 'listArtists'> },
  query: ArtistListQuery,
): Promise<CursorPage<ArtistSummary>> {
  const { order, genre } = query;
  return pageByCursor(order, query, (page) => deps.catalogue.listArtists({ order, genre }, page));
}

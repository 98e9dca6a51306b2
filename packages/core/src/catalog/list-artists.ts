import { type CursorPage, type CursorQuery, pageByCursor } from '../shared/index.ts';
import type { ArtistSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';

/** One page of the artists with something published, by name. @throws MadrigalError `invalid_cursor` */
export function listArtists(
  deps: { catalogue: Pick<CatalogueStore, 'listArtists'> },
  query: CursorQuery,
): Promise<CursorPage<ArtistSummary>> {
  return pageByCursor('name', query, (page) => deps.catalogue.listArtists(page));
}

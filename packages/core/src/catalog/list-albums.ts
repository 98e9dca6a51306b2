import type { AlbumOrder } from '@madrigal/contract';
import { type CursorPage, type CursorQuery, pageByCursor } from '../shared/index.ts';
import type { AlbumSummary } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface AlbumListQuery extends CursorQuery {
  order: AlbumOrder;
  /** Only this artist's own. */
  artistId?: string | undefined;
  /** Only those of others that this artist appears on. */
  featuring?: string | undefined;
  genre?: string | undefined;
  year?: number | undefined;
}

/** One page of the albums with published songs. @throws MadrigalError `invalid_cursor` */
export function listAlbums(
  deps: { catalogue: Pick<CatalogueStore, 'listAlbums'> },
  query: AlbumListQuery,
): Promise<CursorPage<AlbumSummary>> {
  const { order, artistId, featuring, genre, year } = query;
  const albums = { order, artistId, featuring, genre, year, visibleOnly: true };
  return pageByCursor(order, query, (page) => deps.catalogue.listAlbums(albums, page));
}

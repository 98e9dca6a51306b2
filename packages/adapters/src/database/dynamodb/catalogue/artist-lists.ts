import type { ArtistQuery, ArtistSummary } from '@madrigal/core/catalog';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { inParallel } from '../parallel.ts';
import { getItems } from '../read.ts';
import { artistsOfGenre, hasSongOfGenre } from './genre-members.ts';
import { ARTISTS, artistKey } from './keys.ts';
import { artistKind } from './kinds.ts';
import { artistOrders } from './orders.ts';
import { listPlaces, listRecords, type Reading } from './pages.ts';
import { isVisible, summarizeArtists } from './summaries.ts';

/** Indexes of the orders. */
const indexes = { name: 'title', added: 'added' } as const;

export async function listArtists(
  table: Table,
  { order, genre }: ArtistQuery,
  page: PageRequest<Position>,
  mostSorted: number,
): Promise<Page<ArtistSummary, Position>> {
  if (order === 'plays') throw new MadrigalError('internal', 'The library tells what was played.');
  // A position that is none is refused before anything is read.
  if (page.after) artistOrders[order].keyAfter(page.after);
  const ids = genre === undefined ? null : await artistsOfGenre(table, genre, mostSorted);
  const checkGenre = genre !== undefined && !ids;
  const reading: Reading<ArtistSummary> = {
    order: artistOrders[order],
    resolve: async (items) => {
      const artists = await summarizeArtists(table, items.map(artistKind.fromItem));
      return inParallel(artists, async (artist) => {
        if (!isVisible(artist)) return null;
        if (!checkGenre) return artist;
        const has = await hasSongOfGenre(table, { artistId: artist.id }, genre, mostSorted);
        return has ? artist : null;
      });
    },
  };
  if (!ids) {
    return listRecords(table, { index: indexes[order], partitions: [ARTISTS] }, page, reading);
  }
  const artists = (await getItems(table, ids.map(artistKey))).map(artistKind.fromItem);
  const places = artists.map((artist) => ({
    at: artistOrders[order].keyOf(artist),
    key: artistKey(artist.id),
  }));
  return listPlaces(table, places, page, reading);
}

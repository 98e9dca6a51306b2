import type { CatalogueStore } from '@madrigal/core/catalog';
import type { Sums } from '@madrigal/core/library';
import type { Table } from '../client.ts';
import { inParallel } from '../parallel.ts';
import { queryItems } from '../read.ts';
import { placesOf } from './playlist-items.ts';
import { fromItem } from './playlist-kind.ts';
import { walk } from './walk.ts';

type Catalogue = Pick<CatalogueStore, 'listSongs'>;

const ROWS_PER_QUERY = 1000;

/** Hidden songs are few as a rule, often none: only where there are some are playlists read. */
export async function sumHiddenItems(
  table: Table,
  catalogue: Catalogue,
  playlistIds: readonly string[],
): Promise<Map<string, Sums>> {
  const hidden = await hiddenSongs(catalogue);
  if (hidden.size === 0) return new Map();
  const sums = await inParallel(
    [...new Set(playlistIds)],
    async (id) => [id, await sumOf(table, id, hidden)] as const,
  );
  return new Map(sums.filter(([, { itemCount }]) => itemCount > 0));
}

async function hiddenSongs(catalogue: Catalogue): Promise<Set<string>> {
  const ids = new Set<string>();
  const query = { order: 'added', states: ['draft', 'deleted'] } as const;
  for await (const { id } of walk((page) => catalogue.listSongs(query, page))) ids.add(id);
  return ids;
}

async function sumOf(table: Table, playlistId: string, hidden: Set<string>): Promise<Sums> {
  const sums = { itemCount: 0, durationMs: 0 };
  for await (const row of queryItems(table, placesOf(playlistId), ROWS_PER_QUERY)) {
    const { songId, durationMs } = fromItem(row);
    if (!hidden.has(songId)) continue;
    sums.itemCount += 1;
    sums.durationMs += durationMs;
  }
  return sums;
}

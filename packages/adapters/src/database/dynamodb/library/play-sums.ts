import {
  type AlbumQuery,
  type AlbumSummary,
  type ArtistQuery,
  type ArtistSummary,
  type CatalogueStore,
  type Song,
  stateOfSong,
} from '@madrigal/core/catalog';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { countOf, idOf } from '../../positions.ts';
import { isAlbumIn } from '../catalogue/album-lists.ts';
import { isVisible } from '../catalogue/summaries.ts';
import type { Table } from '../client.ts';
import { compareTexts } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pageFrom } from '../read.ts';
import { mostPlayed } from './most-played.ts';
import { playedKey } from './play-items.ts';
import { AT_ONCE } from './walk.ts';

/**
 * Songs, the most played ones, of which plays of albums and artists are added up for every page.
 * Edits of songs are the catalogue's, of whatever engine: a sum that is kept here would not follow
 * them. So many songs are 8 MB.
 */
const MOST_COUNTED = 5000;

interface PlaySumsDeps {
  table: Table;
  catalogue: Pick<CatalogueStore, 'getSongs' | 'getAlbums' | 'getArtists' | 'listSongs'>;
}

export function listAlbumsByPlays(
  deps: PlaySumsDeps,
  query: AlbumQuery,
  page: PageRequest<Position>,
): Promise<Page<AlbumSummary, Position>> {
  const { featuring, genre } = query;
  const told = [...(genre === undefined ? [] : [{ genre }])];
  const conditions = featuring === undefined ? told : [...told, { artistId: featuring }];
  return listBySums(deps, page, {
    idsIn: ({ album }) => [album.id],
    find: (ids) => deps.catalogue.getAlbums(ids),
    fits: async (album) => {
      if (!isAlbumIn(query, album)) return false;
      const found = await inParallel(conditions, (condition) =>
        hasSong(deps, { albumId: album.id, ...condition }),
      );
      return found.every(Boolean);
    },
  });
}

export function listArtistsByPlays(
  deps: PlaySumsDeps,
  { genre }: ArtistQuery,
  page: PageRequest<Position>,
): Promise<Page<ArtistSummary, Position>> {
  return listBySums(deps, page, {
    idsIn: ({ artists }) => [...new Set(artists.map(({ id }) => id))],
    find: (ids) => deps.catalogue.getArtists(ids),
    fits: async (artist) => {
      if (!isVisible(artist)) return false;
      return genre === undefined || hasSong(deps, { artistId: artist.id, genre });
    },
  });
}

/** Whether there is a published song that all of this holds for. */
async function hasSong(
  { catalogue }: PlaySumsDeps,
  conditions: { albumId?: string; artistId?: string; genre?: string },
): Promise<boolean> {
  const query = { order: 'album', states: ['published'], ...conditions } as const;
  return (await catalogue.listSongs(query, { limit: 1 })).items.length > 0;
}

interface Summing<Entry> {
  /** What plays of a song count for. */
  idsIn(song: Song): string[];
  find(ids: readonly string[]): Promise<Entry[]>;
  fits(entry: Entry): Promise<boolean>;
}

interface Sum {
  id: string;
  plays: number;
}

async function listBySums<Entry extends { id: string }>(
  deps: PlaySumsDeps,
  { limit, after }: PageRequest<Position>,
  { idsIn, find, fits }: Summing<Entry>,
): Promise<Page<Entry, Position>> {
  const start = after && playedKey(countOf(after), idOf(after));
  const keyOf = ({ plays, id }: Sum) => playedKey(plays, id);
  const sums = (await sumPlays(deps, idsIn))
    .filter((sum) => start === undefined || compareTexts(keyOf(sum), start) < 0)
    .toSorted((a, b) => compareTexts(keyOf(b), keyOf(a)));
  const page = await pageFrom<Sum, { entry: Entry; sum: Sum }>(sums, {
    limit,
    after: start,
    sortKeyOf: keyOf,
    resolve: async (some) => {
      const entries = await find(some.map(({ id }) => id));
      const byId = new Map(entries.map((entry) => [entry.id, entry]));
      return inParallel(some, async (sum) => {
        const entry = byId.get(sum.id);
        return entry && (await fits(entry)) ? { entry, sum } : null;
      });
    },
    positionOf: ({ sum }) => [String(sum.plays), sum.id],
  });
  return { items: page.items.map(({ entry }) => entry), next: page.next };
}

async function sumPlays(
  { table, catalogue }: PlaySumsDeps,
  idsIn: (song: Song) => string[],
): Promise<Sum[]> {
  const counts = new Map<string, number>();
  for await (const { songId, plays } of mostPlayed(table, undefined)) {
    counts.set(songId, plays);
    if (counts.size === MOST_COUNTED) break;
  }
  const songIds = [...counts.keys()];
  const sums = new Map<string, number>();
  for (let at = 0; at < songIds.length; at += AT_ONCE) {
    for (const song of await catalogue.getSongs(songIds.slice(at, at + AT_ONCE))) {
      if (stateOfSong(song) !== 'published') continue;
      for (const id of idsIn(song)) {
        sums.set(id, (sums.get(id) ?? 0) + (counts.get(song.id) ?? 0));
      }
    }
  }
  return [...sums].map(([id, plays]) => ({ id, plays }));
}

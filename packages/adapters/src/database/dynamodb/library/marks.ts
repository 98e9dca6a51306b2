import type { FavouriteKind } from '@madrigal/contract';
import type { CatalogueStore } from '@madrigal/core/catalog';
import type { MarkStore, Marks } from '@madrigal/core/library';
import type { PageRequest, Position } from '@madrigal/core/shared';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import type { Item, Key } from '../items.ts';
import { beginningWith } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItems, inOrderOf, itemsBehind } from '../read.ts';
import { writeLoosely } from '../write.ts';
import { bookmarkKey, createBookmarks, fromBookmarkItem, markedBy } from './bookmarks.ts';
import { favouriteKey, fromFavouriteItem } from './favourites.ts';
import { allHeard, type Heard, heardAmong } from './heard.ts';
import { targetOf } from './playlist-kind.ts';
import {
  allStarsOf,
  averageOf,
  createStars,
  fromStarsItem,
  giveStars,
  starsKey,
  sumKey,
  takeStars,
} from './stars.ts';
import { walk } from './walk.ts';

const ROWS_PER_QUERY = 1000;

export interface MarkDeps {
  /** Of whatever engine: tells which songs albums and artists have. */
  catalogue: Pick<CatalogueStore, 'listSongs'>;
}

/** Stars, bookmarks and what is playing, in DynamoDB, in the table of the library. */
export function createMarkStore(dynamo: Dynamo, deps: MarkDeps): MarkStore {
  const table = tableOf(dynamo, 'library');
  return translatedMethods<MarkStore>({
    ...createStars(table),
    ...createBookmarks(table),
    getMarks: (userId, kind, ids) => getMarks(table, deps, { userId, kind, ids }),
    forgetSong: (songId) => forgetSong(table, songId),
    moveArtist: (fromId, toId) => moveStars(table, fromId, toId),
    forgetListener: (userId) => forgetListener(table, userId),
  });
}

interface Asked {
  userId: string;
  kind: FavouriteKind;
  ids: readonly string[];
}

async function getMarks(table: Table, deps: MarkDeps, asked: Asked): Promise<Map<string, Marks>> {
  const { userId, kind } = asked;
  const ids = [...new Set(asked.ids)];
  const read = async (keyFor: (targetId: string) => Key) => {
    const keys = ids.map(keyFor);
    return inOrderOf(keys, await getItems(table, keys));
  };
  const [heard, favourites, stars, sums, bookmarks] = await Promise.all([
    heardOf(table, deps, { userId, kind, ids }),
    read((targetId) => favouriteKey({ userId, kind, targetId })),
    read((targetId) => starsKey({ userId, kind, targetId })),
    read((targetId) => sumKey({ kind, targetId })),
    kind === 'song' ? read((songId) => bookmarkKey({ userId, songId })) : [],
  ]);
  const marks = ids.map((id, at): Marks => {
    const [favourite, given, bookmark] = [favourites[at], stars[at], bookmarks[at]];
    return {
      favouriteSince: favourite ? fromFavouriteItem(favourite).addedAt : null,
      stars: given ? fromStarsItem(given).stars : null,
      averageStars: averageOf(sums[at] ?? null),
      plays: heard.get(id)?.plays ?? 0,
      lastPlayedAt: heard.get(id)?.last ?? null,
      bookmarkMs: bookmark ? fromBookmarkItem(bookmark).positionMs : null,
    };
  });
  return new Map(
    ids.flatMap((id, at) => (isMarked(marks[at] as Marks) ? [[id, marks[at] as Marks]] : [])),
  );
}

function isMarked(marks: Marks): boolean {
  return Object.values(marks).some((value) => value !== null && value !== 0);
}

/** Plays of an album or artist are those of its songs. */
async function heardOf(
  table: Table,
  { catalogue }: MarkDeps,
  { userId, kind, ids }: Asked,
): Promise<Map<string, Omit<Heard, 'songId'>>> {
  if (kind === 'song') return heardAmong(table, userId, ids);
  const bySong = await allHeard(table, userId);
  if (bySong.size === 0) return new Map();
  const sums = await inParallel(ids, async (id) => {
    const songs = await songsOf(catalogue, kind, id);
    return songs.flatMap((songId) => bySong.get(songId) ?? []);
  });
  return new Map(
    ids.flatMap((id, at) => {
      const heard = sums[at] ?? [];
      if (heard.length === 0) return [];
      const plays = heard.reduce((sum, each) => sum + each.plays, 0);
      const last = new Date(Math.max(...heard.map((each) => each.last.getTime())));
      return [[id, { plays, last }]];
    }),
  );
}

async function songsOf(
  catalogue: MarkDeps['catalogue'],
  kind: 'album' | 'artist',
  id: string,
): Promise<string[]> {
  const ids: string[] = [];
  const only = kind === 'album' ? { albumId: id } : { artistId: id };
  const states = ['published', 'draft', 'deleted'] as const;
  const list = (page: PageRequest<Position>) =>
    catalogue.listSongs({ order: 'added', states, ...only }, page);
  for await (const song of walk(list)) ids.push(song.id);
  return ids;
}

/** What names something, as items: of one sort of marks. */
function marksAt(table: Table, targetId: string, sort: string): Promise<Item[]> {
  const range = { index: 'target', partition: targetOf(targetId) };
  return itemsBehind(table, { ...range, ...beginningWith(`${sort}#`) }, ROWS_PER_QUERY);
}

async function forgetSong(table: Table, songId: string): Promise<void> {
  for (const item of await marksAt(table, songId, 'stars')) {
    await takeStars(table, fromStarsItem(item));
  }
  for (const sort of ['bookmark', 'playing']) {
    const items = await marksAt(table, songId, sort);
    await writeLoosely(
      table,
      items.map((drop) => ({ drop })),
    );
  }
}

/** Stars that somebody gave both stay with the artist that is left. */
async function moveStars(table: Table, fromId: string, toId: string): Promise<void> {
  for (const item of await marksAt(table, fromId, 'stars')) {
    const given = fromStarsItem(item);
    await giveStars(table, { ...given, targetId: toId }, { replaces: false });
    await takeStars(table, given);
  }
}

async function forgetListener(table: Table, userId: string): Promise<void> {
  for (const given of await allStarsOf(table, userId)) await takeStars(table, given);
  await writeLoosely(table, await markedBy(table, userId));
}

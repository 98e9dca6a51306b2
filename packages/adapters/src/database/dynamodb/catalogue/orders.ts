import type { AlbumOrder, ArtistOrder, SongOrder } from '@madrigal/contract';
import type { AlbumSummary, Song } from '@madrigal/core/catalog';
import { type Position, titleSortKey } from '@madrigal/core/shared';
import { idOf, textOf, timeOf } from '../../positions.ts';
import { beginningWith, sortableText, sortableTime } from '../keys.ts';

/** What lists are ordered by, upwards but for `added`. Texts are those of every engine (decision 6). */

const PART_CODE_POINTS = 40;
const LAST_TRACK = 99_999;
const LAST_YEAR = 9999;
const BETWEEN = '\u0001';

function part(text: string): string {
  return Array.from(text).slice(0, PART_CODE_POINTS).join('');
}

function digits(value: number, width: number): string {
  const most = 10 ** width - 1;
  return String(Math.min(Math.max(value, 0), most)).padStart(width, '0');
}

function byYear(year: number | null, title: string): string {
  return [digits(LAST_YEAR - (year ?? 0), 4), part(title)].join(BETWEEN);
}

type TextOrder = Exclude<SongOrder, 'added' | 'plays'>;

const songTexts: Record<TextOrder, (song: SongInOrder) => string> = {
  title: ({ title }) => titleSortKey(title),
  artist: (song) =>
    [part(titleSortKey(song.artists[0]?.name ?? '')), songTexts.album(song)].join(BETWEEN),
  album: ({ album, discNumber, trackNumber, title }) =>
    [
      part(titleSortKey(album.title)),
      album.id,
      digits(discNumber ?? 1, 4) + digits(trackNumber ?? LAST_TRACK, 5),
      part(titleSortKey(title)),
    ].join(BETWEEN),
  year: ({ year, title }) => byYear(year, titleSortKey(title)),
};

type SongInOrder = Pick<
  Song,
  'id' | 'title' | 'artists' | 'album' | 'discNumber' | 'trackNumber' | 'year' | 'addedAt'
>;

/** Where something is in an order, as an index has it. */
export interface Order<T> {
  descending: boolean;
  keyOf(record: T): string;
  positionOf(record: T): Position;
  /** @throws MadrigalError `invalid_cursor` */
  keyAfter(position: Position): string;
}

function byAdded<T extends { id: string; addedAt: Date }>(): Order<T> {
  const key = (addedAt: Date, id: string) => `${sortableTime(addedAt)}#${id}`;
  return {
    descending: true,
    keyOf: ({ addedAt, id }) => key(addedAt, id),
    positionOf: ({ addedAt, id }) => [addedAt.toISOString(), id],
    keyAfter: (position) => key(timeOf(position), idOf(position)),
  };
}

function byText<T extends { id: string }>(textIn: (record: T) => string): Order<T> {
  return {
    descending: false,
    keyOf: (record) => sortableText(textIn(record), record.id),
    positionOf: (record) => [textIn(record), record.id],
    keyAfter: (position) => sortableText(textOf(position), idOf(position)),
  };
}

export const songOrders: Record<Exclude<SongOrder, 'plays'>, Order<SongInOrder>> = {
  added: byAdded(),
  title: byText(songTexts.title),
  artist: byText(songTexts.artist),
  album: byText(songTexts.album),
  year: byText(songTexts.year),
};

export type AlbumInOrder = Pick<AlbumSummary, 'id' | 'title' | 'artistName' | 'year' | 'addedAt'>;

export const albumOrders: Record<Exclude<AlbumOrder, 'plays'>, Order<AlbumInOrder>> = {
  added: byAdded(),
  title: byText(({ title }) => titleSortKey(title)),
  artist: byText(({ artistName, year, title }) =>
    [part(titleSortKey(artistName)), digits(year ?? 0, 4), part(titleSortKey(title))].join(BETWEEN),
  ),
  year: byText(({ year, title }) => byYear(year, titleSortKey(title))),
};

/** Where albums of a year are in the order by year, among them at most some that have no year. */
export function rangeOfYear(year: number): { from: string; to: string } {
  const key = sortableText(byYear(year, ''), '');
  return beginningWith(key.slice(0, key.lastIndexOf(BETWEEN)));
}

type ArtistInOrder = { id: string; name: string };

export const artistOrders: Record<Exclude<ArtistOrder, 'plays'>, Order<ArtistInOrder>> = {
  name: byText(({ name }) => titleSortKey(name)),
  // Ids begin with the moment they were made.
  added: {
    descending: true,
    keyOf: ({ id }) => id,
    positionOf: ({ id }) => [id, id],
    keyAfter: idOf,
  },
};

/** Attributes that put a record into indexes named like its orders. */
export function placesIn<Name extends string, T>(
  orders: Partial<Record<Name, Order<T>>>,
  partition: string,
  record: T,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Order<T> | undefined>(orders).flatMap(([name, order]) =>
      order ? [[`${name}Pk`, partition] as const, [`${name}Sk`, order.keyOf(record)] as const] : [],
    ),
  );
}

import { gunzipSync, gzipSync } from 'node:zlib';
import { type Artist, type Loudness, type Song, stateOfSong } from '@madrigal/core/catalog';
import {
  type BlobKey,
  MadrigalError,
  searchName,
  titleSortKey,
  wordsOfName,
} from '@madrigal/core/shared';
import { type Item, type Stored, toDate, toDateOrNull, toStored } from '../items.ts';
import { keyOf, shardOf, sortableText, sortableTime } from '../keys.ts';
import type { RecordKind } from '../records.ts';
import {
  ALBUMS,
  ARTISTS,
  albumKey,
  albumOf,
  artistKey,
  artistOf,
  genreOf,
  recordingOf,
  songKey,
  songRow,
  songsIn,
  TRASH,
  yearOf,
} from './keys.ts';
import { type AlbumInOrder, albumOrders, artistOrders, placesIn, songOrders } from './orders.ts';
import { wordRows } from './words.ts';

/** Being removed, unless somebody takes it meanwhile, who takes this away. */
interface Closable {
  closing?: true;
}

export interface ArtistRecord extends Artist, Closable {
  picture: BlobKey | null;
}

/** With the name of its artist, which it repeats. */
export interface AlbumRecord extends AlbumInOrder, Closable {
  artistId: string;
}

export const artistKind: RecordKind<ArtistRecord> = {
  keyOf: artistKey,
  toItem: (artist) => ({
    ...artistKey(artist.id),
    artist: toStored(artist),
    ...placesIn({ title: artistOrders.name, added: artistOrders.added }, ARTISTS, artist),
    ...{ namePk: ARTISTS, nameSk: sortableText(searchName(artist.name), artist.id) },
  }),
  toRows: ({ id, name, picture }) => [
    ...wordRows('artists', { id, name: searchName(name), words: wordsOfName(name) }),
    ...(picture === null ? [] : [{ pk: pictureOf(picture), sk: keyOf('artist', id), id }]),
  ],
  fromItem: ({ artist }) => artist as ArtistRecord,
};

/** Partition of the artists that show a picture. */
export function pictureOf(picture: BlobKey): string {
  return keyOf('picture', picture);
}

export const albumKind: RecordKind<AlbumRecord> = {
  keyOf: albumKey,
  toItem: (album) => ({
    ...albumKey(album.id),
    record: toStored(album),
    ...placesIn(albumOrders, ALBUMS, album),
    ...{ namePk: ALBUMS, nameSk: sortableText(searchName(album.title), album.id) },
  }),
  toRows: ({ id, title, artistId, artistName }) => [
    ...wordRows('albums', {
      ...{ id, name: searchName(title) },
      words: [...wordsOfName(title), ...wordsOfName(artistName)],
    }),
    { pk: artistOf(artistId), sk: keyOf('album', id), id },
  ],
  fromItem: ({ record }) => {
    const stored = record as Stored<AlbumRecord>;
    return { ...stored, addedAt: toDate(stored.addedAt) };
  },
};

/** Longer lyrics are packed: an item takes 400 KB, lyrics can have 200,000 characters. */
const LYRICS_AS_THEY_ARE = 4000;
const MOST_LYRICS_BYTES = 300_000;

/** Songs repeat the names of their artists and album; who renames one writes them anew. */
export const songKind: RecordKind<Song> = {
  keyOf: songKey,
  toItem: (song) => {
    const state = stateOfSong(song);
    const { lyrics, ...rest } = toStored(song);
    return {
      ...songKey(song.id),
      song: rest,
      lyrics: packed(lyrics),
      ...placesIn(songOrders, songsIn(state), song),
      ...(state === 'published' && {
        ...{ namePk: songsIn(state), nameSk: sortableText(searchName(song.title), song.id) },
      }),
      ...(song.deletedAt && {
        trashedPk: shardOf(TRASH, song.id),
        trashedSk: `${sortableTime(song.deletedAt)}#${song.id}`,
      }),
    };
  },
  toRows: (song) => [...listRows(song), ...(stateOfSong(song) === 'published' ? found(song) : [])],
  fromItem: ({ song, lyrics }) => {
    const stored = song as Stored<Omit<Song, 'lyrics'>>;
    const { addedAt, deletedAt, ...rest } = stored as unknown as Stored<Song>;
    return {
      ...(rest as unknown as Song),
      lyrics: unpacked(lyrics),
      addedAt: toDate(addedAt as unknown as string),
      deletedAt: toDateOrNull(deletedAt as unknown as string | null),
    };
  },
};

function packed(lyrics: string | null): string | Uint8Array | null {
  if (lyrics === null || lyrics.length <= LYRICS_AS_THEY_ARE) return lyrics;
  const bytes = gzipSync(lyrics);
  if (bytes.length <= MOST_LYRICS_BYTES) return bytes;
  throw new MadrigalError('invalid_request', 'The lyrics are too long to be kept.');
}

function unpacked(lyrics: unknown): string | null {
  if (lyrics instanceof Uint8Array) return gunzipSync(lyrics).toString('utf8');
  return lyrics === null ? null : String(lyrics);
}

/** What a row of a song tells whoever adds up, filters or sorts without reading the song. */
export interface SongRow {
  songId: string;
  albumId: string;
  state: ReturnType<typeof stateOfSong>;
  durationMs: number;
  cover: BlobKey | null;
  /** Not there in rows of songs that nobody changed since rows have it. */
  loudness?: Loudness;
  /** Where it is in each order. */
  order: Record<keyof typeof songOrders, string>;
}

export function fromSongRow(item: Item): SongRow {
  return item.row as SongRow;
}

function listRows(song: Song): Item[] {
  const { id, album, durationMs, cover, loudness, year } = song;
  const order = Object.fromEntries(
    Object.entries(songOrders).map(([name, each]) => [name, each.keyOf(song)]),
  );
  const state = stateOfSong(song);
  const row = toStored({
    songId: id,
    albumId: album.id,
    state,
    durationMs,
    cover,
    loudness,
    order,
  });
  const { recordingId } = song.musicBrainz;
  return [
    albumOf(album.id),
    ...new Set(song.artists.map((artist) => artistOf(artist.id))),
    ...new Set(song.genres.map(genreOf)),
    ...(year === null ? [] : [yearOf(year)]),
    ...(recordingId === null ? [] : [recordingOf(recordingId)]),
  ]
    .map((pk): Item => ({ pk, sk: songRow(id), row }))
    .concat({ pk: artistOf(album.artistId), sk: keyOf('on', album.id, id), row });
}

function found({ id, title, album, artists }: Song): Item[] {
  const names = [title, album.title, ...artists.map(({ name }) => name)];
  const words = names.flatMap(wordsOfName);
  return wordRows('songs', { id, name: searchName(title), words });
}

/** Folded names of a song's genres, each with the first spelling of it. */
export function genresOf({ genres }: Pick<Song, 'genres'>): Map<string, string> {
  const names = new Map<string, string>();
  for (const name of genres) {
    const key = titleSortKey(name);
    if (!names.has(key)) names.set(key, name);
  }
  return names;
}

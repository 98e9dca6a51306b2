import { keysOfSong, type Song, type SongChange, type SongStore } from '@madrigal/core/catalog';
import { wordsOfName } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { type Item, namedIn } from '../items.ts';
import { keyOf, sortableTime } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { firstOfShards, getItems, queryItems } from '../read.ts';
import { changeRecord, type RecordChange, type RecordKind } from '../records.ts';
import { countUp, type Write, writeAll } from '../write.ts';
import { songCounts } from './figures.ts';
import { albumKey, contentKey, songKey, TRASH } from './keys.ts';
import { albumKind, songKind } from './kinds.ts';
import { type HeldNames, holdNames } from './names.ts';
import { noteAlbum, noteArtist } from './unused.ts';
import type { Dictionary } from './words.ts';

type Edits = Pick<
  SongStore,
  'changeSongs' | 'trashSongs' | 'restoreSongs' | 'purgeTrash' | 'listRemains' | 'forgetRemains'
>;

const REMAINS = 'remains';

/** Songs are written one by one: each has about twenty rows, and a transaction takes 100 writes. */
export function createSongEdits(table: Table, dictionary: Dictionary): Edits {
  return {
    changeSongs: (songIds, change) => changeSongs(table, dictionary, songIds, change),
    trashSongs: (songIds, deletedAt) =>
      changeEach(table, songIds, (song) => (song.deletedAt ? null : { ...song, deletedAt })),
    restoreSongs: (songIds) =>
      changeEach(table, songIds, (song) => (song.deletedAt ? { ...song, deletedAt: null } : null)),
    purgeTrash: (before, limit) => purgeTrash(table, before, limit),
    listRemains: (limit) => listRemains(table, limit),
    forgetRemains: async (songId) => {
      await writeAll(table, [{ drop: remainsKey(songId) }]);
    },
  };
}

async function changeEach(
  table: Table,
  songIds: readonly string[],
  change: (song: Song) => Song | null,
): Promise<void> {
  await inParallel([...new Set(songIds)], (songId) =>
    changeRecord(table, songKind, songId, (song) => {
      const next = song && change(song);
      return next && { next, result: true, more: songCounts(song, next) };
    }),
  );
}

/** A song, and by which edit each of its fields was set last. */
interface EditedSong {
  song: Song;
  turns: Readonly<Record<string, number>>;
}

const editedKind: RecordKind<EditedSong> = {
  keyOf: songKind.keyOf,
  toItem: ({ song, turns }) => ({ ...songKind.toItem(song), turns }),
  toRows: ({ song }) => songKind.toRows(song),
  fromItem: (item) => ({
    song: songKind.fromItem(item),
    turns: (item.turns ?? {}) as EditedSong['turns'],
  }),
};

const TURN = { pk: 'turns', sk: 'edits' };

/**
 * Of edits at the same time each takes a turn, and a song takes no field from an edit whose turn was
 * before the one that set it: all songs end as if one edit had followed the other.
 */
async function changeSongs(
  table: Table,
  dictionary: Dictionary,
  songIds: readonly string[],
  change: SongChange,
): Promise<string[]> {
  const { artistIds, albumId, ...own } = namedIn(change);
  const wanted = { ...(artistIds && { artistIds }), ...(albumId && { albumId }) };
  const first = await holdNames(table, wanted);
  const unique = [...new Set(songIds)];
  if (Object.keys(namedIn(change)).length === 0) {
    return (await getItems(table, unique.map(songKey))).map((item) => songKind.fromItem(item).id);
  }
  if (own.title !== undefined) await dictionary.learn(wordsOfName(own.title));
  const turn = await countUp(table, TURN, 'last');
  const changed = await inParallel(unique, async (songId) => {
    let held: HeldNames | null = first;
    let isOvertaken = false;
    const result = await changeRecord(table, editedKind, songId, async (edited) => {
      if (!edited) return null;
      // Somebody renamed one of them, or was quicker with the song.
      const names = held ?? (await holdNames(table, wanted));
      held = null;
      const fields = { ...own, ...named(wanted, names) };
      const next = editOf(edited, fields, turn);
      isOvertaken = next === null;
      return next && changeOf(table, edited.song, next, names.checks);
    });
    return result ?? (isOvertaken ? songId : null);
  });
  return changed.filter((id) => id !== null);
}

/** Null where a later edit has set all of it. */
function editOf(
  { song, turns }: EditedSong,
  fields: Partial<Song>,
  turn: number,
): EditedSong | null {
  const mine = Object.entries(fields).filter(([name]) => (turns[name] ?? 0) < turn);
  if (mine.length === 0) return null;
  return {
    song: { ...song, ...Object.fromEntries(mine) },
    turns: { ...turns, ...Object.fromEntries(mine.map(([name]) => [name, turn])) },
  };
}

function named(
  { artistIds, albumId }: { artistIds?: readonly string[]; albumId?: string },
  { artists, album }: HeldNames,
): Partial<Pick<Song, 'artists' | 'album'>> {
  return {
    ...(artistIds && { artists: artists.map(({ id, name }) => ({ id, name })) }),
    ...(albumId !== undefined &&
      album && {
        album: {
          ...{ id: album.id, title: album.title },
          ...{ artistId: album.artistId, artistName: album.artistName },
        },
      }),
  };
}

async function changeOf(
  table: Table,
  before: Song,
  next: EditedSong,
  checks: readonly Write[],
): Promise<RecordChange<EditedSong, string>> {
  const left = await leavingNotes(table, before, next.song);
  const more = [...checks, ...songCounts(before, next.song), ...left];
  return { next, result: before.id, more };
}

/** What a song leaves may have nothing any more. */
async function leavingNotes(table: Table, before: Song, after: Song | null): Promise<Write[]> {
  const kept = new Set(after?.artists.map(({ id }) => id));
  const artists = new Set(before.artists.map(({ id }) => id).filter((id) => !kept.has(id)));
  const notes = [...artists].map(noteArtist);
  if (after?.album.id === before.album.id) return notes;
  const [album] = await getItems(table, [albumKey(before.album.id)]);
  return album ? [...notes, noteAlbum(albumKind.fromItem(album))] : notes;
}

async function purgeTrash(table: Table, before: Date, limit: number): Promise<number> {
  const keys = await firstOfShards(table, {
    ...{ index: 'trashed', list: TRASH, before: sortableTime(before), limit },
  });
  const songs = (await getItems(table, keys)).map((item) => songKind.fromItem(item).id);
  const purged = await inParallel(songs, (songId) =>
    changeRecord(table, songKind, songId, async (song) => {
      if (!song?.deletedAt || song.deletedAt >= before) return null;
      const more: Write[] = [
        { put: remainsOf(songId, keysOfSong(song)) },
        { drop: contentKey(song.contentHash) },
        ...songCounts(song, null),
        ...(await leavingNotes(table, song, null)),
      ];
      return { next: null, result: songId, more };
    }),
  );
  return purged.filter((id) => id !== null).length;
}

/** What somebody who is gone leaves behind, in the list of what songs leave. */
export function remainsOf(id: string, keys: readonly string[]): Item {
  return { ...remainsKey(id), songId: id, keys: [...keys] };
}

function remainsKey(songId: string) {
  return { pk: REMAINS, sk: keyOf(songId) };
}

async function listRemains(table: Table, limit: number) {
  const found: { songId: string; keys: ReturnType<typeof keysOfSong> }[] = [];
  for await (const row of queryItems(table, { partition: REMAINS }, limit)) {
    if (found.length === limit) break;
    found.push({
      songId: String(row.songId),
      keys: row.keys as ReturnType<typeof keysOfSong>,
    });
  }
  return found;
}

import type { RenditionFormat } from '@madrigal/contract';
import type { AudioFile, Song, SongFile, SongRecord, SongStore } from '@madrigal/core/catalog';
import { MadrigalError, wordsOfName } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { inParallel } from '../parallel.ts';
import { getItem, getItems, queryItems } from '../read.ts';
import { addRecord, changeRecord } from '../records.ts';
import { again, untilSettled } from '../retry.ts';
import type { Write } from '../write.ts';
import { createAdders } from './adders.ts';
import { songCounts } from './figures.ts';
import { contentKey, recordingOf, songKey } from './keys.ts';
import { fromSongRow, songKind } from './kinds.ts';
import { holdNames, namedSong } from './names.ts';
import type { Dictionary } from './words.ts';

const SONGS_PER_RECORDING = 10;

type Songs = Pick<
  SongStore,
  | 'addSong'
  | 'getSong'
  | 'getSongs'
  | 'findSongByContentHash'
  | 'findSongsByRecordings'
  | 'putRendition'
  | 'replaceSongFile'
  | 'forgetAdder'
>;

export function createSongs(table: Table, dictionary: Dictionary): Songs {
  const adders = createAdders(table);
  return {
    addSong: async (song) => {
      await adders.note(song.addedBy);
      return addSong(table, dictionary, song);
    },
    forgetAdder: adders.forget,
    getSong: async (songId) => (await findSong(table, songId)) ?? notFound(),
    getSongs: (songIds) => getSongs(table, songIds),
    findSongByContentHash: (hash) => findByContentHash(table, hash),
    findSongsByRecordings: (recordingIds) => findByRecordings(table, recordingIds),
    putRendition: (songId, format, file) => putRendition(table, songId, format, file),
    replaceSongFile: (songId, file) => replaceFile(table, songId, file),
  };
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such song.');
}

async function findSong(table: Table, songId: string): Promise<Song | null> {
  const item = await getItem(table, songKey(songId));
  return item && songKind.fromItem(item);
}

/** Those of any number of songs that exist, as after every acknowledged write. */
async function getSongs(table: Table, songIds: readonly string[]): Promise<Song[]> {
  return (await getItems(table, songIds.map(songKey))).map(songKind.fromItem);
}

function addSong(
  table: Table,
  dictionary: Dictionary,
  record: SongRecord,
): Promise<{ song: Song; created: boolean }> {
  return untilSettled(table.retry, async () => {
    const [byContent, byId] = await Promise.all([
      findByContentHash(table, record.contentHash),
      findSong(table, record.id),
    ]);
    const existing = byContent ?? byId;
    if (existing) return { song: existing, created: false };
    const names = await holdNames(table, record);
    const song = namedSong({ ...record, deletedAt: null }, names);
    const stored = songKind.fromItem(songKind.toItem(song));
    await dictionary.learn(wordsOfName(song.title));
    const created = await addRecord(table, songKind, song, [
      { add: contentItem(song) },
      ...names.checks,
      ...songCounts(null, song),
    ]);
    return created ? { song: stored, created } : again;
  });
}

function contentItem({ contentHash, id }: Pick<Song, 'contentHash' | 'id'>) {
  return { ...contentKey(contentHash), songId: id };
}

async function findByContentHash(table: Table, contentHash: string): Promise<Song | null> {
  const content = await getItem(table, contentKey(contentHash));
  return content && findSong(table, String(content.songId));
}

async function findByRecordings(table: Table, recordingIds: readonly string[]): Promise<Song[]> {
  const unique = [...new Set(recordingIds.map(recordingOf))];
  const ids = await inParallel(unique, async (partition) => {
    const found: string[] = [];
    for await (const row of queryItems(table, { partition }, SONGS_PER_RECORDING)) {
      found.push(fromSongRow(row).songId);
      if (found.length === SONGS_PER_RECORDING) break;
    }
    return found;
  });
  return getSongs(table, ids.flat());
}

async function putRendition(
  table: Table,
  songId: string,
  format: RenditionFormat,
  file: AudioFile,
): Promise<void> {
  await changeRecord(table, songKind, songId, (song) => {
    if (!song) return notFound();
    const next = { ...song, renditions: { ...song.renditions, [format]: file } };
    return { next, result: true, more: songCounts(song, next) };
  });
}

async function replaceFile(table: Table, songId: string, file: SongFile): Promise<void> {
  await changeRecord(table, songKind, songId, async (song) => {
    if (!song) return notFound();
    const next = { ...song, ...file };
    const more = await moveContent(table, song, next);
    return { next, result: true, more: [...more, ...songCounts(song, next)] };
  });
}

/** @throws MadrigalError `conflict` when another song has that content */
async function moveContent(table: Table, before: Song, after: Song): Promise<Write[]> {
  if (before.contentHash === after.contentHash) return [];
  if (await getItem(table, contentKey(after.contentHash))) {
    throw new MadrigalError('conflict', 'Another song has this content.');
  }
  return [{ drop: contentKey(before.contentHash) }, { add: contentItem(after) }];
}

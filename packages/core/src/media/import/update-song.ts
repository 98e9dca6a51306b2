import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileOfSong, keysOfSong, type Song, type SongFile } from '../../catalog/index.ts';
import { type BlobKey, type BlobStore, hasCode } from '../../shared/index.ts';
import {
  type AudioTags,
  coverOf,
  type DescribedSong,
  describeSong,
  readAudio,
  songFolder,
  songKeys,
  storeSong,
} from '../process/index.ts';
import type { ImportRunDeps } from './deps.ts';
import { followTags } from './follow-tags.ts';
import { rememberTags } from './imported-tags.ts';
import type { ImportedTags } from './model.ts';
import { besideOf, type FileDone, type FileWork, sourceOf } from './song-source.ts';

const VERSION_CHARS = 12;

/** What a changed file says now. */
interface News {
  tags: AudioTags;
  described: DescribedSong;
  /** The cover that comes from the file, whether or not the song shows it. */
  cover: BlobKey | null;
  /** What takes the place of the song's file; null where that is the same. */
  file: SongFile | null;
  /** Objects stored for it. */
  stored: BlobKey[];
}

/**
 * A changed file changes its song: audio, and of tags, lyrics and cover what nobody changed by hand.
 * A song that an interrupted attempt added is only remembered.
 */
export async function updateSong(
  deps: ImportRunDeps,
  work: FileWork,
  song: Song,
): Promise<FileDone> {
  const before = work.file.tags;
  const news =
    song.contentHash === work.contentHash
      ? await lookAgain(deps, work, song)
      : await takeNewAudio(deps, work, song);
  let { leftOver } = work.file;
  if (news.file) {
    leftOver = [...leftOver, ...keysOfSong(song), ...news.stored];
    // Noted first, so that a crash from here on leaves no object that nobody knows of.
    await deps.imports.putFile({ ...work.file, leftOver });
    await deps.catalogue.replaceSongFile(song.id, news.file);
  }
  const told = rememberTags(news.tags, news.described, news.cover);
  const followed = before && (await followTags(deps, song, { before, told, now: news.described }));
  await deleteUnused(deps, song.id, leftOver);
  const changed = news.file !== null || followed?.changed === true;
  return {
    result: before === null ? 'added' : changed ? 'changed' : 'unchanged',
    outcome: { state: 'song', songId: song.id },
    tags: followed?.told ?? told,
    leftOver: [],
  };
}

async function takeNewAudio(deps: ImportRunDeps, work: FileWork, song: Song): Promise<News> {
  const version = work.contentHash.slice(0, VERSION_CHARS);
  const { input, tags, keys } = await storeSong(deps, await sourceOf(deps, work, version));
  const kept = coverKeptByHand(song, work.file.tags);
  return {
    tags,
    described: input,
    cover: kept ? kept.imported : input.cover,
    file: { ...fileOfSong(input), cover: kept ? song.cover : input.cover },
    stored: keys,
  };
}

/** The audio is what it was; what lies beside it may not be. */
async function lookAgain(deps: ImportRunDeps, work: FileWork, song: Song): Promise<News> {
  const { running, found, file, signal } = work;
  const beside = await besideOf(deps, work);
  const { tags } = await readAudio(deps, join(running.folder, found.path), signal);
  const same = { tags, described: describeSong(tags, found.name, beside), file: null, stored: [] };
  const kept = coverKeptByHand(song, file.tags);
  if (kept || file.tags === null) return { ...same, cover: kept ? kept.imported : song.cover };
  const picture = await coverOf(deps, tags, beside);
  if (await holds(deps.processed, song.cover, picture)) return { ...same, cover: song.cover };
  const cover = picture && (await storeNewCover(deps.processed, song.id, picture));
  return { ...same, cover, file: { ...fileOfSong(song), cover }, stored: cover ? [cover] : [] };
}

/** The cover that the import before chose, where the song shows another one by now. */
function coverKeptByHand(song: Song, before: ImportedTags | null) {
  return before && song.cover !== before.cover ? { imported: before.cover } : null;
}

async function holds(
  store: BlobStore,
  key: BlobKey | null,
  bytes: Uint8Array | null,
): Promise<boolean> {
  if (key === null || bytes === null) return key === bytes;
  const stored: Buffer[] = [];
  for await (const chunk of (await store.read(key)).chunks) stored.push(Buffer.from(chunk));
  return Buffer.concat(stored).equals(bytes);
}

async function storeNewCover(
  store: BlobStore,
  songId: string,
  picture: Uint8Array,
): Promise<BlobKey> {
  const version = createHash('sha256').update(picture).digest('hex').slice(0, VERSION_CHARS);
  return (await store.write(songKeys.cover(songFolder(songId, version)), picture)).key;
}

async function deleteUnused(
  deps: Pick<ImportRunDeps, 'catalogue' | 'processed'>,
  songId: string,
  keys: readonly BlobKey[],
): Promise<void> {
  if (keys.length === 0) return;
  const used = new Set(await keysInUse(deps, songId));
  await deps.processed.delete([...new Set(keys)].filter((key) => !used.has(key)));
}

async function keysInUse(
  deps: Pick<ImportRunDeps, 'catalogue'>,
  songId: string,
): Promise<BlobKey[]> {
  try {
    return keysOfSong(await deps.catalogue.getSong(songId));
  } catch (error) {
    if (hasCode(error, 'not_found')) return [];
    throw error;
  }
}

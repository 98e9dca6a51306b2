import { join } from 'node:path';
import { MadrigalError } from '../../shared/index.ts';
import {
  compareNames,
  discOfFolder,
  isAudioName,
  isHidden,
  isLyricsName,
  pickCover,
  stemOf,
} from './names.ts';
import type { FolderReader } from './ports.ts';

/** One folder with audio files in it. */
export interface AudioFolder {
  /** Below the imported folder, with slashes; empty for that one itself. */
  path: string;
  albumPath: string;
  disc: number | null;
  /** Names of audio files, in order. */
  audio: string[];
  /** Names of lyrics by the stem they share with a song. */
  lyrics: ReadonlyMap<string, string>;
  /** Picture for all of its songs, below the imported folder. */
  cover: string | null;
}

/** A folder that could not be looked into. */
export interface ClosedFolder {
  path: string;
  reason: string;
}

interface Place {
  path: string;
  disc: number | null;
  /** Cover of the folder above, for folders of discs. */
  coverAbove: string | null;
}

/**
 * Every folder below `root`, and that one, parents first and in order of their names. Hidden ones
 * are left out; one that links lead to a second time is visited once.
 * @throws what {@link FolderReader.list} throws for `root` itself
 */
export async function* walk(
  folders: FolderReader,
  root: string,
): AsyncGenerator<AudioFolder | ClosedFolder> {
  const visited = new Set<string>();
  const waiting: Place[] = [{ path: '', disc: null, coverAbove: null }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const listed = await listOrExplain(folders, root, place.path);
    if ('reason' in listed) {
      yield listed;
      continue;
    }
    if (visited.has(listed.id)) continue;
    visited.add(listed.id);
    const shown = listed.entries.filter((entry) => !isHidden(entry.name));
    const names = (kind: 'file' | 'folder') =>
      shown.filter((entry) => entry.kind === kind).map((entry) => entry.name);
    const folder = describe(place, names('file'));
    if (folder.audio.length > 0) yield folder;
    // The last one comes first from the stack.
    for (const name of names('folder').toSorted(compareNames).toReversed()) {
      const disc = discOfFolder(name);
      waiting.push({ path: below(place.path, name), disc, coverAbove: disc ? folder.cover : null });
    }
  }
}

/** Number of audio files that {@link walk} comes by. */
export async function countAudio(
  folders: FolderReader,
  root: string,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const folder of walk(folders, root)) {
    signal.throwIfAborted();
    if ('audio' in folder) count += folder.audio.length;
  }
  return count;
}

async function listOrExplain(folders: FolderReader, root: string, path: string) {
  try {
    return await folders.list(join(root, path));
  } catch (error) {
    if (path === '' || !(error instanceof MadrigalError)) throw error;
    return { path, reason: error.message };
  }
}

function describe(place: Place, files: string[]): AudioFolder {
  const cover = pickCover(files);
  const lyrics = files.filter(isLyricsName);
  return {
    path: place.path,
    albumPath: place.disc
      ? place.path.slice(0, Math.max(0, place.path.lastIndexOf('/')))
      : place.path,
    disc: place.disc,
    audio: files.filter(isAudioName).toSorted(compareNames),
    lyrics: new Map(lyrics.map((name) => [stemOf(name), name])),
    cover: cover ? below(place.path, cover) : place.coverAbove,
  };
}

/** A path of one more name, with slashes. */
export function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

import { join } from 'node:path';
import { MadrigalError } from '../../shared/index.ts';
import { stemOf } from './names.ts';
import type { FolderReader } from './ports.ts';
import { type AudioFolder, below } from './walk.ts';

/** An audio file with what lies beside it. */
export interface FoundFile {
  /** Below the imported folder, with slashes. */
  path: string;
  name: string;
  albumPath: string;
  disc: number | null;
  /** Changes with the file, its lyrics and its cover. */
  signature: string;
  /** Of the file alone. */
  ownSignature: string;
  lyrics: string | null;
  cover: string | null;
}

/** A file that could not even be looked at. */
export interface LostFile {
  path: string;
  reason: string;
}

/** How files of one imported folder are looked at. */
export interface Looking {
  folders: FolderReader;
  root: string;
}

const AT_ONCE = 32;

/** Looks at the files of a folder. A picture or lyrics that vanish meanwhile count as not there. */
export async function findFiles(
  looking: Looking,
  folder: AudioFolder,
): Promise<(FoundFile | LostFile)[]> {
  const cover = await signBeside(looking, folder.cover);
  const found: (FoundFile | LostFile)[] = [];
  for (let start = 0; start < folder.audio.length; start += AT_ONCE) {
    const names = folder.audio.slice(start, start + AT_ONCE);
    found.push(
      ...(await Promise.all(names.map((name) => findFile(looking, folder, { name, cover })))),
    );
  }
  return found;
}

async function findFile(
  looking: Looking,
  folder: AudioFolder,
  { name, cover }: { name: string; cover: string },
): Promise<FoundFile | LostFile> {
  const path = below(folder.path, name);
  const lyricsName = folder.lyrics.get(stemOf(name));
  const lyrics = lyricsName === undefined ? null : below(folder.path, lyricsName);
  try {
    const ownSignature = await sign(looking, path);
    const signature = `${ownSignature} ${await signBeside(looking, lyrics)} ${cover}`;
    const { albumPath, disc } = folder;
    return { path, name, albumPath, disc, signature, ownSignature, lyrics, cover: folder.cover };
  } catch (error) {
    if (error instanceof MadrigalError) return { path, reason: error.message };
    throw error;
  }
}

/** Size and time of the last change. @throws what {@link FolderReader.stat} throws */
export async function sign({ folders, root }: Looking, path: string): Promise<string> {
  const { sizeBytes, modifiedMs } = await folders.stat(join(root, path));
  return `${sizeBytes}@${Math.floor(modifiedMs)}`;
}

const NOTHING = '-';

async function signBeside(looking: Looking, path: string | null): Promise<string> {
  if (path === null) return NOTHING;
  try {
    return `${path.slice(path.lastIndexOf('/') + 1)}:${await sign(looking, path)}`;
  } catch (error) {
    if (error instanceof MadrigalError) return NOTHING;
    throw error;
  }
}

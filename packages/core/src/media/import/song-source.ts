import { join } from 'node:path';
import { MadrigalError } from '../../shared/index.ts';
import type { Beside, SongSource } from '../process/index.ts';
import type { ImportRunDeps } from './deps.ts';
import { type FoundFile, sign } from './find-files.ts';
import { readLyricsText } from './lyrics-text.ts';
import type { FileResult, Import, ImportedFile } from './model.ts';

const LYRICS_BYTES = 1024 ** 2;
const COVER_BYTES = 64 * 1024 ** 2;

/** One file on its way in. */
export interface FileWork {
  running: Import;
  found: FoundFile;
  file: ImportedFile;
  /** Hex SHA-256 of the file. */
  contentHash: string;
  signal: AbortSignal;
}

/** What is remembered of a file that was read. */
export type FileDone = Pick<ImportedFile, 'outcome' | 'tags' | 'leftOver'> & {
  result: FileResult;
  /** Where it is another one than before. */
  songId?: string;
};

/** A file as the way from audio files to songs takes it. */
export async function sourceOf(
  deps: ImportRunDeps,
  work: FileWork,
  version: string | null,
): Promise<SongSource> {
  const { running, found, file, contentHash, signal } = work;
  return {
    path: join(running.folder, found.path),
    fileName: found.name,
    contentHash,
    songId: file.songId,
    version,
    addedBy: running.requestedBy,
    beside: await besideOf(deps, work),
    onProgress: async () => {},
    confirm: () => confirmUnchanged(deps, work),
    signal,
  };
}

export async function besideOf(
  { folders }: Pick<ImportRunDeps, 'folders'>,
  { running, found }: Pick<FileWork, 'running' | 'found'>,
): Promise<Beside> {
  const readBeside = (path: string | null, maxBytes: number) =>
    path === null ? null : folders.readWhole(join(running.folder, path), maxBytes);
  const lyrics = await readBeside(found.lyrics, LYRICS_BYTES);
  return {
    lyrics: lyrics && readLyricsText(lyrics),
    discNumber: found.disc,
    cover: async () => readBeside(found.cover, COVER_BYTES),
  };
}

/** Somebody may still be copying the file there. */
async function confirmUnchanged(deps: ImportRunDeps, { running, found }: FileWork): Promise<void> {
  const now = await sign({ folders: deps.folders, root: running.folder }, found.path);
  if (now === found.ownSignature) return;
  throw new MadrigalError('conflict', 'The file changed while it was read. Import it again later.');
}

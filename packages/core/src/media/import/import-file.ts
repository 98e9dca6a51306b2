import { join } from 'node:path';
import type { Song } from '../../catalog/index.ts';
import { hasCode } from '../../shared/index.ts';
import { MediaRejectedError } from '../dispatch/index.ts';
import { hashBytes, makeSong } from '../process/index.ts';
import type { ImportRunDeps } from './deps.ts';
import { rememberTags } from './imported-tags.ts';
import type { FileResult } from './model.ts';
import { refusedFormat } from './names.ts';
import { type FileDone, type FileWork, sourceOf } from './song-source.ts';
import { updateSong } from './update-song.ts';

/**
 * Reads a file that is new or changed and brings its song up to date. Idempotent: the id of its song
 * is fixed before, so that whatever an earlier attempt left half done is found again.
 * @throws MediaRejectedError where it can never be imported, MadrigalError where it cannot be now
 */
export async function importFile(
  deps: ImportRunDeps,
  task: Omit<FileWork, 'contentHash'>,
): Promise<FileResult> {
  const { running, found, file } = task;
  const refused = refusedFormat(found.name);
  if (refused) throw notTaken(refused);
  const contentHash = await hashBytes(deps.folders.read(join(running.folder, found.path)));
  const work: FileWork = { ...task, contentHash };
  const same = await deps.catalogue.findSongByContentHash(contentHash);
  const done =
    same && same.id !== file.songId
      ? await alreadyThere(deps, work, same)
      : await bringIn(deps, work, same ?? (await findSong(deps, file.songId)));
  const { signature, albumPath } = found;
  await deps.imports.putFile({ ...file, ...done, signature, albumPath, importId: running.id });
  if (done.songId !== undefined) await forgetFormerPath(deps, work, done.songId);
  return done.result;
}

/** Another file, or an upload, brought this content. Where that file is gone, it was moved here. */
async function alreadyThere(deps: ImportRunDeps, work: FileWork, song: Song): Promise<FileDone> {
  const { folder } = work.running;
  const { tags, leftOver } = work.file;
  const outcome = { state: 'song', songId: song.id } as const;
  const bringer = await deps.imports.findFileOfSong(folder, song.id, work.found.path);
  if (bringer?.tags && tags === null && !(await exists(deps, join(folder, bringer.path)))) {
    return { result: 'unchanged', outcome, songId: song.id, tags: bringer.tags, leftOver };
  }
  return { result: 'duplicate', outcome, tags, leftOver };
}

async function forgetFormerPath(
  deps: ImportRunDeps,
  { running, found }: FileWork,
  songId: string,
): Promise<void> {
  const former = await deps.imports.findFileOfSong(running.folder, songId, found.path);
  if (former) await deps.imports.deleteFile(running.folder, former.path);
}

async function bringIn(deps: ImportRunDeps, work: FileWork, own: Song | null): Promise<FileDone> {
  if (own) return updateSong(deps, work, own);
  const { song, input, tags } = await makeSong(deps, await sourceOf(deps, work, null));
  const outcome = { state: 'song', songId: song.id } as const;
  const { leftOver } = work.file;
  if (song.id !== input.id) return { result: 'duplicate', outcome, tags: null, leftOver };
  return { result: 'added', outcome, tags: rememberTags(tags, input, input.cover), leftOver };
}

async function findSong(deps: ImportRunDeps, songId: string): Promise<Song | null> {
  try {
    return await deps.catalogue.getSong(songId);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

async function exists(deps: ImportRunDeps, path: string): Promise<boolean> {
  try {
    await deps.folders.stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}

function notTaken(format: string): MediaRejectedError {
  return new MediaRejectedError(
    'unsupported_audio',
    `Madrigal does not take ${format}. It takes MP3, FLAC, M4A, Ogg Vorbis, Opus, WAV and AIFF.`,
  );
}

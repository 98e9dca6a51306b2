import type { ImportState } from '@madrigal/contract';
import type { Page, PageRequest, Position } from '../../shared/index.ts';
import type { Import, ImportedFile, ImportedTags, ImportProblem, ImportProgress } from './model.ts';

/** A change that is made only while the import is in one of the given states. */
export interface ImportChange {
  whileState: readonly ImportState[];
  state?: ImportState;
  progress?: ImportProgress;
  failure?: string;
  updatedAt: Date;
  finishedAt?: Date;
}

/** Imports and what they remember, by access pattern. */
export interface ImportStore {
  /** @throws conflict when the id exists, or an import of the same folder is queued or running */
  createImport(created: Import): Promise<void>;
  /** @throws not_found */
  getImport(importId: string): Promise<Import>;
  /** The import of a folder that is queued or running. */
  findActiveImport(folder: string): Promise<Import | null>;
  /** Newest first; positions are `[id]`. @throws invalid_cursor */
  listImports(page: PageRequest<Position>): Promise<Page<Import, Position>>;
  /** Makes a change atomically; null when the state did not allow it. @throws not_found */
  changeImport(importId: string, change: ImportChange): Promise<Import | null>;
  /** Imports that somebody asked for are nobody's; repeating it changes nothing. */
  forgetRequester(userId: string): Promise<void>;
  /** Queued or running imports that were not touched since `before`. */
  listStalledImports(before: Date, limit: number): Promise<Import[]>;

  /** Adds a problem; the one that its import has for the same path is replaced. */
  putProblem(problem: ImportProblem): Promise<void>;
  /** By path, code point by code point; positions have one opaque part. @throws invalid_cursor */
  listProblems(
    importId: string,
    page: PageRequest<Position>,
  ): Promise<Page<ImportProblem, Position>>;

  /** What is remembered of up to 500 files of a folder, in no particular order. */
  findFiles(folder: string, paths: readonly string[]): Promise<ImportedFile[]>;
  /** Adds a file or replaces what was remembered of it. */
  putFile(file: ImportedFile): Promise<void>;
  /** Notes for up to 500 files of a folder that an import found them as they were. */
  markUnchanged(folder: string, paths: readonly string[], importId: string): Promise<void>;
  /** Forgets a file; one that is not known is no error. */
  deleteFile(folder: string, path: string): Promise<void>;
  /** Replaces what a file wrote into its song, unless it was read again since it had this signature. */
  changeTags(
    file: Pick<ImportedFile, 'folder' | 'path' | 'signature'>,
    tags: ImportedTags,
  ): Promise<void>;
  /** The file of a folder, other than the one at `except`, that has the id of this song. */
  findFileOfSong(folder: string, songId: string, except: string): Promise<ImportedFile | null>;
  /** Every file of an album's folder. */
  listFilesOfAlbum(folder: string, albumPath: string): Promise<ImportedFile[]>;
  /**
   * Files of a folder that an import did not see, in an order of the engine's; positions are opaque
   * and stay valid when files are forgotten in between.
   */
  listUnseenFiles(
    folder: string,
    importId: string,
    page: PageRequest<Position>,
  ): Promise<Page<ImportedFile, Position>>;
}

export interface FolderEntry {
  name: string;
  /** What a symbolic link leads to; `other` for what is neither, and for links that are not followed. */
  kind: 'file' | 'folder' | 'other';
}

export interface FileStat {
  sizeBytes: number;
  /** Last change of the content, in ms since 1970. */
  modifiedMs: number;
}

/**
 * Folders of the machine that are imported, read-only. Paths are absolute. Errors: `not_found`
 * where nothing is (any more), `forbidden` where it may not be read, `unavailable` otherwise; each
 * message says why in words.
 */
export interface FolderReader {
  /**
   * A path as {@link Import.folder}: without symbolic links.
   * @throws invalid_request when it is no folder that can be imported
   */
  resolve(path: string): Promise<string>;
  /** Entries in no particular order; `id` tells the folder from all others, whatever path led there. */
  list(path: string): Promise<{ id: string; entries: FolderEntry[] }>;
  stat(path: string): Promise<FileStat>;
  /** The bytes in order; a chunk is valid until the next one is asked for. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** A small file whole; null when it has more than `maxBytes`. */
  readWhole(path: string, maxBytes: number): Promise<Uint8Array | null>;
}

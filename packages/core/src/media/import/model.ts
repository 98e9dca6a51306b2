import type { ImportState } from '@madrigal/contract';
import type { BlobKey } from '../../shared/index.ts';

/** What became of one file in one import. */
export type FileResult = 'added' | 'changed' | 'unchanged' | 'duplicate' | 'failed';

export interface ImportProgress {
  /** Audio files there are; null until they were counted. */
  total: number | null;
  counts: Record<FileResult, number>;
  /** Files of earlier imports that are not there any more. */
  missing: number;
  /** The file that was begun last, below the folder. */
  currentFile: string | null;
}

/** One pass over a folder of the server. */
export interface Import {
  id: string;
  /** Absolute and without symbolic links. */
  folder: string;
  /** Whose songs they become. */
  requestedBy: string;
  state: ImportState;
  progress: ImportProgress;
  /** Why it ended early, for people; null unless it `failed`. */
  failure: string | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

/** Something that whoever imports should look at. */
export interface ImportProblem {
  importId: string;
  /** Below the folder, with slashes. */
  path: string;
  kind: 'failed' | 'missing';
  reason: string;
}

/** What an import wrote into a song: what has changed since was changed by hand, and stays. */
export interface ImportedTags {
  title: string;
  artistNames: string[];
  albumTitle: string;
  albumArtistName: string;
  /** True where the file says whose album it is; false where the other files of its folder decide. */
  albumArtistKnown: boolean;
  trackNumber: number | null;
  discNumber: number | null;
  year: number | null;
  genres: string[];
  /** Hex SHA-256 of the lyrics. */
  lyricsHash: string | null;
  cover: BlobKey | null;
}

export type FileOutcome =
  /** Its content is this song, which another file, or an upload, may have brought. */
  | { state: 'song'; songId: string }
  /** `final` where reading it again would change nothing. */
  | { state: 'failed'; reason: string; final: boolean };

/** What is remembered of a file, so that it is read again only when it changed. */
export interface ImportedFile {
  folder: string;
  /** Below the folder, with slashes. */
  path: string;
  /** Folder of its album below the folder: its own, or the one above a folder for a disc. */
  albumPath: string;
  /** Changes with the file and with what lies beside it. */
  signature: string;
  /** Id of the song that this file brings, or would bring if no other had its content before. */
  songId: string;
  /** What it wrote into that song; null while it brought none. */
  tags: ImportedTags | null;
  /** Null while it is read for the first time. */
  outcome: FileOutcome | null;
  /** The import that saw it last, and what it said. */
  importId: string;
  result: FileResult | null;
  /** Objects that are deleted once its song does not use them any more. */
  leftOver: BlobKey[];
}

export function noProgress(): ImportProgress {
  const counts = { added: 0, changed: 0, unchanged: 0, duplicate: 0, failed: 0 };
  return { total: null, counts, missing: 0, currentFile: null };
}

/** A song as a playlist file names it: by whatever the file tells of it. */
export interface FileEntry {
  title: string | null;
  /** All artists in one text, as written. */
  artist: string | null;
  album: string | null;
  durationMs: number | null;
  /** Last part of where the file points to, such as `07 Song.flac`. */
  fileName: string | null;
  /** Identifier of the recording at MusicBrainz. */
  recordingId: string | null;
  /** The song's own id, in files Madrigal wrote. */
  songId: string | null;
}

/** What a playlist file holds. */
export interface PlaylistFile {
  name: string | null;
  description: string | null;
  entries: FileEntry[];
}

/** A song as it is written into a playlist file. */
export interface WrittenEntry {
  title: string;
  artists: readonly string[];
  album: string;
  trackNumber: number | null;
  durationMs: number;
  recordingId: string | null;
  songId: string;
  /** Of the file players get, such as `mp3`. */
  extension: string;
}

export interface WrittenPlaylist {
  name: string;
  description: string;
  entries: readonly WrittenEntry[];
}

const MOST_CHARS = 500;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const UUID_V7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/i;

/** An entry of what is known; texts are trimmed, cut to 500 characters, and null when empty. */
export function entryOf(known: Partial<FileEntry>): FileEntry {
  return {
    title: textOf(known.title),
    artist: textOf(known.artist),
    album: textOf(known.album),
    durationMs: known.durationMs ?? null,
    fileName: textOf(known.fileName),
    recordingId: idIn(known.recordingId, UUID),
    songId: idIn(known.songId, UUID_V7),
  };
}

/** Trimmed, in one line, without control characters, cut; null for anything that is no text. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, 4 * MOST_CHARS)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return Array.from(text).slice(0, MOST_CHARS).join('') || null;
}

/** Whole milliseconds of a length; null for one that is none, or longer than a day. */
export function lengthOf(ms: number): number | null {
  return Number.isFinite(ms) && ms > 0 && ms <= 86_400_000 ? Math.round(ms) : null;
}

function idIn(text: string | null | undefined, pattern: RegExp): string | null {
  return pattern.exec(text ?? '')?.[0].toLowerCase() ?? null;
}

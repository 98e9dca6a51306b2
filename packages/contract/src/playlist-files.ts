import { z } from 'zod';
import { Song } from './catalog.ts';
import { DurationMs, Id } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** About 700 kB in base64: some thousand songs. */
const MAX_FILE_CHARS = 1_000_000;
/** Bytes of a playlist file that can be imported. */
export const MAX_PLAYLIST_FILE_BYTES = (MAX_FILE_CHARS / 4) * 3;
/** Entries that one request may match. */
export const MAX_ENTRIES_TO_MATCH = 50;

export const PlaylistFileFormat = z.enum(['m3u8', 'jspf', 'csv']);
export type PlaylistFileFormat = z.infer<typeof PlaylistFileFormat>;

const text = z.string().max(1000).nullable();

/** A song as a playlist file names it; null is what the file does not tell. */
export const PlaylistFileEntry = z
  .object({
    title: text,
    artist: text,
    album: text,
    durationMs: DurationMs.nullable(),
    /** Last part of where the file points to. */
    fileName: text,
    /** MusicBrainz identifier of the recording. */
    recordingId: z.guid().nullable(),
    /** In files Madrigal wrote. */
    songId: Id.nullable(),
  })
  .meta({ id: 'PlaylistFileEntry' });
export type PlaylistFileEntry = z.infer<typeof PlaylistFileEntry>;

/** Why a song is the one: its own id, its MusicBrainz recording, or title, artist and length. */
export const PlaylistMatchReason = z.enum(['id', 'recording', 'names']);
export type PlaylistMatchReason = z.infer<typeof PlaylistMatchReason>;

export const PlaylistFileMatch = z
  .object({
    /** The song the entry surely means. */
    song: Song.nullable(),
    reason: PlaylistMatchReason.nullable(),
    /** Others that it may mean, the likeliest first. */
    candidates: z.array(Song),
  })
  .meta({ id: 'PlaylistFileMatch' });
export type PlaylistFileMatch = z.infer<typeof PlaylistFileMatch>;

export const exportPlaylist = defineEndpoint({
  operationId: 'exportPlaylist',
  method: 'GET',
  path: '/api/v1/playlists/{playlistId}/file',
  tag: 'Playlists',
  summary: 'A playlist as M3U8, JSPF or CSV',
  description: 'Songs that are hidden or in the trash are left out.',
  access: 'listener',
  params: z.object({ playlistId: Id }),
  query: z.object({ format: PlaylistFileFormat }),
  body: z.undefined(),
  status: 200,
  response: z.object({ fileName: z.string(), text: z.string() }),
  errors: ['not_found'],
});

export const readPlaylistFile = defineEndpoint({
  operationId: 'readPlaylistFile',
  method: 'POST',
  path: '/api/v1/playlist-files/read',
  tag: 'Playlists',
  summary: 'What a playlist file of another program holds',
  description:
    'M3U, M3U8, JSPF or CSV, in UTF-8, UTF-16 or Latin-1. Nothing is kept or made of it.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    fileName: z.string().max(255),
    /** The file in base64; about 700 kB of it. */
    file: z.base64().min(1).max(MAX_FILE_CHARS),
  }),
  status: 200,
  response: z.object({
    name: z.string().nullable(),
    description: z.string().nullable(),
    entries: z.array(PlaylistFileEntry),
  }),
  errors: [],
});

export const matchPlaylistFile = defineEndpoint({
  operationId: 'matchPlaylistFile',
  method: 'POST',
  path: '/api/v1/playlist-files/match',
  tag: 'Playlists',
  summary: 'Which songs entries of a playlist file mean',
  description:
    'A song is sure by id, by MusicBrainz recording, or by title and artist where lengths differ by no more than 3 seconds. Nothing is kept.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({ entries: z.array(PlaylistFileEntry).min(1).max(MAX_ENTRIES_TO_MATCH) }),
  status: 200,
  /** In the order of the entries. */
  response: z.object({ matches: z.array(PlaylistFileMatch) }),
  errors: [],
});

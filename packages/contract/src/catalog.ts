import { z } from 'zod';
import { DurationMs, Id, PageQuery, pageOf, SizeBytes, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

export const ArtistRef = z.object({ id: Id, name: z.string() }).meta({ id: 'ArtistRef' });
export const AlbumRef = z
  .object({ id: Id, title: z.string(), artistName: z.string() })
  .meta({ id: 'AlbumRef' });

/** Loudness by EBU R128: integrated in LUFS, true peak in dBTP. */
export const Loudness = z
  .object({ integratedLufs: z.number().nullable(), truePeakDbtp: z.number().nullable() })
  .meta({ id: 'Loudness' });

/** Codecs that a compact or playable rendition can have. */
export const RenditionFormat = z.enum(['aac', 'opus']).meta({ id: 'RenditionFormat' });
export type RenditionFormat = z.infer<typeof RenditionFormat>;

export const AudioFormat = z.enum(['original', 'aac', 'opus']).meta({ id: 'AudioFormat' });
export type AudioFormat = z.infer<typeof AudioFormat>;

export const Song = z
  .object({
    id: Id,
    title: z.string(),
    artists: z.array(ArtistRef).min(1),
    album: AlbumRef,
    trackNumber: z.int().nullable(),
    discNumber: z.int().nullable(),
    year: z.int().nullable(),
    genres: z.array(z.string()),
    durationMs: DurationMs,
    codec: z.string(),
    lossless: z.boolean(),
    bitrateKbps: z.int(),
    sampleRateHz: z.int(),
    channels: z.int(),
    sizeBytes: SizeBytes,
    loudness: Loudness,
    /** Signed, like a stream; null where the file has no cover. */
    coverUrl: UrlReference.nullable(),
    /** Formats `GET /stream/{songId}` can answer with right now. */
    formats: z.array(AudioFormat),
    /** What a player gets when it asks for no format: the original where browsers can play it. */
    defaultFormat: AudioFormat,
    addedAt: Timestamp,
  })
  .meta({ id: 'Song' });
export type Song = z.infer<typeof Song>;

/** A song with what only its own page needs. */
export const SongDetails = Song.extend({
  lyrics: z.string().nullable(),
  musicBrainz: z.object({
    recordingId: z.string().nullable(),
    releaseId: z.string().nullable(),
    artistIds: z.array(z.string()),
  }),
  contentHash: z.string(),
  /** JSON `{"peaks": number[]}`: 0 to 255, evenly spread over the song. */
  waveformUrl: UrlReference,
}).meta({ id: 'SongDetails' });
export type SongDetails = z.infer<typeof SongDetails>;

export const Stream = z
  .object({
    url: UrlReference,
    expiresAt: Timestamp,
    mimeType: z.string(),
    sizeBytes: SizeBytes,
    durationMs: DurationMs,
    loudness: Loudness,
  })
  .meta({ id: 'Stream' });
export type Stream = z.infer<typeof Stream>;

/** Only admins see drafts, and the trash, where deleted songs wait 30 days. */
export const SongState = z.enum(['published', 'draft', 'deleted']).meta({ id: 'SongState' });
export type SongState = z.infer<typeof SongState>;

/** `added` and `year` begin with the newest, the others with A. */
export const SongOrder = z.enum(['added', 'title', 'artist', 'album', 'year']);
export type SongOrder = z.infer<typeof SongOrder>;

/** `added` and `year` begin with the newest, the others with A. */
export const AlbumOrder = z.enum(['added', 'title', 'artist', 'year']);
export type AlbumOrder = z.infer<typeof AlbumOrder>;

export const listSongs = defineEndpoint({
  operationId: 'listSongs',
  method: 'GET',
  path: '/api/v1/songs',
  tag: 'Catalogue',
  summary: 'Songs, newest first or by title',
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({ order: SongOrder.default('added') }),
  body: z.undefined(),
  status: 200,
  response: pageOf(Song).meta({ id: 'SongPage' }),
  errors: ['invalid_cursor'],
});

export const getSong = defineEndpoint({
  operationId: 'getSong',
  method: 'GET',
  path: '/api/v1/songs/{songId}',
  tag: 'Catalogue',
  summary: 'One song with lyrics, ids and waveform',
  access: 'listener',
  params: z.object({ songId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: SongDetails,
  errors: ['not_found'],
});

export const requestRendition = defineEndpoint({
  operationId: 'requestRendition',
  method: 'POST',
  path: '/api/v1/songs/{songId}/renditions',
  tag: 'Catalogue',
  summary: 'Have a lossless song encoded as AAC or Opus too',
  description:
    'Repeating it changes nothing. The format appears in `formats` of the song when ready.',
  access: 'admin',
  params: z.object({ songId: Id }),
  query: z.object({}),
  body: z.object({ format: RenditionFormat }),
  status: 202,
  response: z.object({ state: z.enum(['queued', 'ready']) }),
  errors: ['not_found', 'conflict'],
});

export const streamSong = defineEndpoint({
  operationId: 'streamSong',
  method: 'GET',
  path: '/api/v1/stream/{songId}',
  tag: 'Delivery',
  summary: 'A signed, time-limited URL of the audio',
  access: 'listener',
  params: z.object({ songId: Id }),
  query: z.object({ format: AudioFormat.optional() }),
  body: z.undefined(),
  status: 200,
  response: Stream,
  errors: ['not_found', 'rendition_not_ready'],
});

import { z } from 'zod';
import { DurationMs, Id, PageQuery, pageOf, SizeBytes, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

export const ArtistRef = z.object({ id: Id, name: z.string() }).meta({ id: 'ArtistRef' });
export const AlbumRef = z
  .object({ id: Id, title: z.string(), artistId: Id, artistName: z.string() })
  .meta({ id: 'AlbumRef' });

/** Loudness by EBU R128: integrated in LUFS, true peak in dBTP. */
export const Loudness = z
  .object({ integratedLufs: z.number().nullable(), truePeakDbtp: z.number().nullable() })
  .meta({ id: 'Loudness' });
export type Loudness = z.infer<typeof Loudness>;

/** Codecs that a compact or playable rendition can have. */
export const RenditionFormat = z.enum(['aac', 'opus']).meta({ id: 'RenditionFormat' });
export type RenditionFormat = z.infer<typeof RenditionFormat>;

export const AudioFormat = z.enum(['original', 'aac', 'opus']).meta({ id: 'AudioFormat' });
export type AudioFormat = z.infer<typeof AudioFormat>;

/** Only admins see drafts, and the trash, where deleted songs wait 30 days. */
export const SongState = z.enum(['published', 'draft', 'deleted']).meta({ id: 'SongState' });
export type SongState = z.infer<typeof SongState>;

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
    state: SongState,
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
    /** Of all published songs of its album as one; nulls where none of them was measured. */
    albumLoudness: Loudness,
  })
  .meta({ id: 'Stream' });
export type Stream = z.infer<typeof Stream>;

/**
 * `added` and `year` begin with the newest, the others with A; `plays` begins with what was played most
 * often by anybody, and leaves out what nobody played.
 */
export const SongOrder = z.enum(['added', 'title', 'artist', 'album', 'year', 'plays']);
export type SongOrder = z.infer<typeof SongOrder>;

export const SongPage = pageOf(Song).meta({ id: 'SongPage' });

/** As for songs; plays of an album are those of its published songs. */
export const AlbumOrder = z.enum(['added', 'title', 'artist', 'year', 'plays']);
export type AlbumOrder = z.infer<typeof AlbumOrder>;

/** `name` begins with A, the others as for albums; plays of an artist are those of their published songs. */
export const ArtistOrder = z.enum(['name', 'added', 'plays']);
export type ArtistOrder = z.infer<typeof ArtistOrder>;

/** An album in lists. Only published songs count. */
export const Album = z
  .object({
    id: Id,
    title: z.string(),
    artist: ArtistRef,
    year: z.int().nullable(),
    songCount: z.int(),
    durationMs: DurationMs,
    /** Signed; that of its first song with one. */
    coverUrl: UrlReference.nullable(),
    addedAt: Timestamp,
  })
  .meta({ id: 'Album' });
export type Album = z.infer<typeof Album>;

export const AlbumPage = pageOf(Album).meta({ id: 'AlbumPage' });

export const AlbumDetails = Album.extend({
  /** The first 200 by disc and track; goes on at `GET /songs?order=album&albumId=…`. */
  songs: SongPage,
}).meta({ id: 'AlbumDetails' });
export type AlbumDetails = z.infer<typeof AlbumDetails>;

/** An artist in lists. Only what is published counts. */
export const Artist = z
  .object({
    id: Id,
    name: z.string(),
    songCount: z.int(),
    /** Of their own. */
    albumCount: z.int(),
    /** Signed; their own picture, or the cover of a song of theirs. */
    coverUrl: UrlReference.nullable(),
    /** Whether it is a picture of their own. */
    ownPicture: z.boolean(),
  })
  .meta({ id: 'Artist' });
export type Artist = z.infer<typeof Artist>;

export const ArtistDetails = Artist.extend({
  /** The first 100, newest first; goes on at `GET /albums?order=year&artistId=…`. */
  albums: AlbumPage,
  /** Of other artists, with songs of theirs; goes on at `GET /albums?order=year&featuring=…`. */
  appearsOn: AlbumPage,
  /** The first 50 by album, for admins with drafts; goes on at `GET /songs?order=album&artistId=…`. */
  songs: SongPage,
}).meta({ id: 'ArtistDetails' });
export type ArtistDetails = z.infer<typeof ArtistDetails>;

export const Genre = z.object({ name: z.string(), songCount: z.int() }).meta({ id: 'Genre' });
export type Genre = z.infer<typeof Genre>;

/** In any spelling: case and accents do not matter. */
const GenreName = z.string().max(200);
const Year = z.coerce.number().int().min(0).max(9999);

export const listSongs = defineEndpoint({
  operationId: 'listSongs',
  method: 'GET',
  path: '/api/v1/songs',
  tag: 'Catalogue',
  summary: 'Songs in an order, all or some',
  description: 'Conditions hold all at once. Drafts and the trash are for admins.',
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({
    order: SongOrder.default('added'),
    state: SongState.default('published'),
    artistId: Id.optional(),
    albumId: Id.optional(),
    genre: GenreName.optional(),
    year: Year.optional(),
  }),
  body: z.undefined(),
  status: 200,
  response: SongPage,
  errors: ['invalid_cursor'],
});

export const listAlbums = defineEndpoint({
  operationId: 'listAlbums',
  method: 'GET',
  path: '/api/v1/albums',
  tag: 'Catalogue',
  summary: 'Albums in an order, all or some',
  description: 'Conditions hold all at once.',
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({
    order: AlbumOrder.default('added'),
    /** Only this artist's own. */
    artistId: Id.optional(),
    /** Only those of others with songs of this artist. */
    featuring: Id.optional(),
    /** Only those with a song of this genre. */
    genre: GenreName.optional(),
    /** Only those of this year, whatever their songs say. */
    year: Year.optional(),
  }),
  body: z.undefined(),
  status: 200,
  response: AlbumPage,
  errors: ['invalid_cursor'],
});

export const getAlbum = defineEndpoint({
  operationId: 'getAlbum',
  method: 'GET',
  path: '/api/v1/albums/{albumId}',
  tag: 'Catalogue',
  summary: 'One album with its songs',
  access: 'listener',
  params: z.object({ albumId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: AlbumDetails,
  errors: ['not_found'],
});

export const listArtists = defineEndpoint({
  operationId: 'listArtists',
  method: 'GET',
  path: '/api/v1/artists',
  tag: 'Catalogue',
  summary: 'Artists in an order, all or those of a genre',
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({
    order: ArtistOrder.default('name'),
    /** Only those with a song of this genre. */
    genre: GenreName.optional(),
  }),
  body: z.undefined(),
  status: 200,
  response: pageOf(Artist).meta({ id: 'ArtistPage' }),
  errors: ['invalid_cursor'],
});

export const getArtist = defineEndpoint({
  operationId: 'getArtist',
  method: 'GET',
  path: '/api/v1/artists/{artistId}',
  tag: 'Catalogue',
  summary: 'One artist with albums and songs',
  access: 'listener',
  params: z.object({ artistId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: ArtistDetails,
  errors: ['not_found'],
});

export const listGenres = defineEndpoint({
  operationId: 'listGenres',
  method: 'GET',
  path: '/api/v1/genres',
  tag: 'Catalogue',
  summary: 'The 1,000 most frequent genres, with how many songs they have',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({ items: z.array(Genre) }),
  errors: [],
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

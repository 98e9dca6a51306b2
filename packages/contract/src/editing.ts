import { z } from 'zod';
import { Album, Artist, SongDetails } from './catalog.ts';
import { Id, PictureFile } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** Songs that one request may change, delete or restore. */
const MAX_BATCH = 500;

const name = z.string().trim().min(1).max(1000);
const year = z.int().min(0).max(9999).nullable();

/** What is left out stays as it is; null empties it. */
export const SongEdit = z
  .object({
    title: name,
    /** By name, in their order, found again or created. */
    artistNames: z.array(name).min(1).max(50),
    /** By title and artist, found again or created. */
    album: z.object({ title: name, artistName: name }),
    trackNumber: z.int().min(0).max(99_999).nullable(),
    discNumber: z.int().min(0).max(9999).nullable(),
    year,
    genres: z.array(name).max(50),
    lyrics: z.string().max(200_000).nullable(),
    /** False makes it a draft, which listeners do not see. */
    published: z.boolean(),
  })
  .partial()
  .meta({ id: 'SongEdit' });
export type SongEdit = z.infer<typeof SongEdit>;

const songIds = z.array(Id).min(1).max(MAX_BATCH);
const songParams = z.object({ songId: Id });
const albumParams = z.object({ albumId: Id });
const artistParams = z.object({ artistId: Id });
const nothing = { params: z.object({}), query: z.object({}), body: z.undefined() } as const;
const admin = { tag: 'Catalogue editing', access: 'admin', query: nothing.query } as const;

export const updateSong = defineEndpoint({
  ...admin,
  operationId: 'updateSong',
  method: 'PATCH',
  path: '/api/v1/songs/{songId}',
  summary: 'Edit a song',
  params: songParams,
  body: SongEdit,
  status: 200,
  response: SongDetails,
  errors: ['not_found'],
});

export const updateSongs = defineEndpoint({
  ...admin,
  operationId: 'updateSongs',
  method: 'POST',
  path: '/api/v1/songs/edit',
  summary: 'Make one edit to many songs',
  params: nothing.params,
  body: z.object({ songIds, edit: SongEdit }),
  status: 200,
  /** The songs that exist. */
  response: z.object({ songIds: z.array(Id) }),
  errors: [],
});

export const deleteSongs = defineEndpoint({
  ...admin,
  operationId: 'deleteSongs',
  method: 'POST',
  path: '/api/v1/songs/delete',
  summary: 'Put songs into the trash for 30 days',
  description: 'Songs that do not exist are no error; repeating it changes nothing.',
  params: nothing.params,
  body: z.object({ songIds }),
  status: 204,
  response: z.null(),
  errors: [],
});

export const restoreSongs = defineEndpoint({
  ...admin,
  operationId: 'restoreSongs',
  method: 'POST',
  path: '/api/v1/songs/restore',
  summary: 'Take songs out of the trash',
  params: nothing.params,
  body: z.object({ songIds }),
  status: 200,
  /** The songs that exist still. */
  response: z.object({ songIds: z.array(Id) }),
  errors: [],
});

export const deleteSong = defineEndpoint({
  ...admin,
  operationId: 'deleteSong',
  method: 'DELETE',
  path: '/api/v1/songs/{songId}',
  summary: 'Put a song into the trash for 30 days',
  description: 'Repeating it changes nothing.',
  params: songParams,
  body: nothing.body,
  status: 204,
  response: z.null(),
  errors: [],
});

export const updateAlbum = defineEndpoint({
  ...admin,
  operationId: 'updateAlbum',
  method: 'PATCH',
  path: '/api/v1/albums/{albumId}',
  summary: 'Edit an album, publish or hide all its songs',
  params: albumParams,
  body: z.object({ title: name, artistName: name, year, published: z.boolean() }).partial(),
  status: 200,
  response: Album,
  errors: ['not_found', 'conflict'],
});

export const setAlbumCover = defineEndpoint({
  ...admin,
  operationId: 'setAlbumCover',
  method: 'PUT',
  path: '/api/v1/albums/{albumId}/cover',
  summary: 'Give all songs of an album a cover',
  description:
    'JPEG, PNG, WebP, GIF, TIFF or AVIF. It is stored anew as WebP of at most 1000 pixels.',
  params: albumParams,
  body: z.object({ picture: PictureFile }),
  status: 200,
  response: Album,
  errors: ['not_found', 'unsupported_media_type'],
});

export const deleteAlbum = defineEndpoint({
  ...admin,
  operationId: 'deleteAlbum',
  method: 'DELETE',
  path: '/api/v1/albums/{albumId}',
  summary: 'Put all songs of an album into the trash for 30 days',
  params: albumParams,
  body: nothing.body,
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const restoreAlbum = defineEndpoint({
  ...admin,
  operationId: 'restoreAlbum',
  method: 'POST',
  path: '/api/v1/albums/{albumId}/restore',
  summary: 'Take out of the trash what was put there last of an album',
  params: albumParams,
  body: nothing.body,
  status: 200,
  response: Album,
  errors: ['not_found'],
});

export const updateArtist = defineEndpoint({
  ...admin,
  operationId: 'updateArtist',
  method: 'PATCH',
  path: '/api/v1/artists/{artistId}',
  summary: 'Rename an artist, publish or hide all their own songs',
  description:
    'Their own songs are those on albums of theirs, and those elsewhere of which they are the only artist.',
  params: artistParams,
  body: z.object({ name, published: z.boolean() }).partial(),
  status: 200,
  response: Artist,
  errors: ['not_found', 'conflict'],
});

export const deleteArtist = defineEndpoint({
  ...admin,
  operationId: 'deleteArtist',
  method: 'DELETE',
  path: '/api/v1/artists/{artistId}',
  summary: 'Put all songs of an artist’s own into the trash for 30 days',
  description:
    'These are the songs on albums of theirs, and those elsewhere of which they are the only artist. Songs with others on albums of others stay, and the artist with them.',
  params: artistParams,
  body: nothing.body,
  status: 200,
  /** The songs that went into the trash. */
  response: z.object({ songCount: z.int() }),
  errors: ['not_found'],
});

export const restoreArtist = defineEndpoint({
  ...admin,
  operationId: 'restoreArtist',
  method: 'POST',
  path: '/api/v1/artists/{artistId}/restore',
  summary: 'Take out of the trash what was put there last of an artist’s own',
  params: artistParams,
  body: nothing.body,
  status: 200,
  response: Artist,
  errors: ['not_found'],
});

export const setArtistPicture = defineEndpoint({
  ...admin,
  operationId: 'setArtistPicture',
  method: 'PUT',
  path: '/api/v1/artists/{artistId}/picture',
  summary: 'Give an artist a picture',
  description:
    'JPEG, PNG, WebP, GIF, TIFF or AVIF. It is stored anew as WebP of at most 1000 pixels.',
  params: artistParams,
  body: z.object({ picture: PictureFile }),
  status: 200,
  response: Artist,
  errors: ['not_found', 'unsupported_media_type'],
});

export const removeArtistPicture = defineEndpoint({
  ...admin,
  operationId: 'removeArtistPicture',
  method: 'DELETE',
  path: '/api/v1/artists/{artistId}/picture',
  summary: 'Take the picture off an artist',
  description: 'A cover of theirs stands for them then. Repeating it changes nothing.',
  params: artistParams,
  body: nothing.body,
  status: 200,
  response: Artist,
  errors: ['not_found'],
});

export const mergeArtists = defineEndpoint({
  ...admin,
  operationId: 'mergeArtists',
  method: 'POST',
  path: '/api/v1/artists/{artistId}/merge',
  summary: 'Make an artist part of another one',
  description:
    'Songs, albums, names and favourites go to the other artist; albums of one title become one.',
  params: artistParams,
  body: z.object({ intoArtistId: Id }),
  status: 200,
  response: Artist,
  errors: ['not_found', 'conflict'],
});

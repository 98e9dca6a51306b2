import { z } from 'zod';
import { Song } from './catalog.ts';
import {
  DurationMs,
  Id,
  PageQuery,
  PictureFile,
  pageOf,
  Timestamp,
  UrlReference,
} from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { SmartRules } from './smart-rules.ts';

/** Songs that one request may add, items it may move or remove. */
const MAX_BATCH = 500;
/** Items that a playlist can hold. */
export const MAX_PLAYLIST_ITEMS = 10_000;

/** `private`: only for its owner. `unlisted`: for everyone signed in who knows its id. */
export const PlaylistVisibility = z
  .enum(['private', 'unlisted'])
  .meta({ id: 'PlaylistVisibility' });
export type PlaylistVisibility = z.infer<typeof PlaylistVisibility>;

/** `updated` begins with the playlist changed last, `name` with A. */
export const PlaylistOrder = z.enum(['updated', 'name']);
export type PlaylistOrder = z.infer<typeof PlaylistOrder>;

export const Playlist = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string(),
    /** Signed; the picture its owner chose, null without one. */
    coverUrl: UrlReference.nullable(),
    /**
     * Signed covers of its first albums, up to four: what stands for it without a cover of its own. Of a
     * smart playlist they are known where it is read alone.
     */
    mosaicUrls: z.array(UrlReference).max(4),
    visibility: PlaylistVisibility,
    /** What picks its songs; null for one that people fill. Its counts are known where it is read alone. */
    rules: SmartRules.nullable(),
    /** True for the caller's own. */
    own: z.boolean(),
    /** Whether the caller may add, move and remove songs: as its owner, or as a member. */
    canEdit: z.boolean(),
    /** Whether others than its owner may change it too, or are invited to. */
    collaborative: z.boolean(),
    /** Counts every change; send it along to change only what you have seen. */
    version: z.int(),
    /** Songs that are hidden at the moment keep their place; neither they nor their length are counted. */
    itemCount: z.int(),
    durationMs: DurationMs,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Playlist' });
export type Playlist = z.infer<typeof Playlist>;

/** One place in a playlist. A song can have several. */
export const PlaylistItem = z
  .object({ id: Id, song: Song, addedAt: Timestamp })
  .meta({ id: 'PlaylistItem' });
export type PlaylistItem = z.infer<typeof PlaylistItem>;

const name = z.string().trim().min(1).max(200);
const description = z.string().trim().max(2000);
/** Refuses the change, as a conflict, unless the playlist has this version. */
const version = z.int().optional();
const playlistParams = z.object({ playlistId: Id });
const songIds = z.array(Id).max(MAX_BATCH);
const itemIds = z.array(Id).min(1).max(MAX_BATCH);

export const createPlaylist = defineEndpoint({
  operationId: 'createPlaylist',
  method: 'POST',
  path: '/api/v1/playlists',
  tag: 'Playlists',
  summary: 'Create a playlist, with songs at once',
  description: 'With an `id` of your own, repeating the request changes nothing.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    id: Id.optional(),
    name,
    description: description.default(''),
    visibility: PlaylistVisibility.default('private'),
    songIds: songIds.default([]),
    /** Makes it a smart playlist, which takes no songs. */
    rules: SmartRules.optional(),
  }),
  status: 201,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const previewSmartPlaylist = defineEndpoint({
  operationId: 'previewSmartPlaylist',
  method: 'POST',
  path: '/api/v1/smart-playlists/preview',
  tag: 'Playlists',
  summary: 'What rules would pick for the caller at the moment',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({ rules: SmartRules }),
  status: 200,
  response: z.object({
    itemCount: z.int(),
    durationMs: DurationMs,
    /** The first of them. */
    songs: z.array(Song),
  }),
  errors: [],
});

export const listPlaylists = defineEndpoint({
  operationId: 'listPlaylists',
  method: 'GET',
  path: '/api/v1/playlists',
  tag: 'Playlists',
  summary: "The caller's playlists",
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({ order: PlaylistOrder.default('updated') }),
  body: z.undefined(),
  status: 200,
  response: pageOf(Playlist).meta({ id: 'PlaylistPage' }),
  errors: ['invalid_cursor'],
});

export const getPlaylist = defineEndpoint({
  operationId: 'getPlaylist',
  method: 'GET',
  path: '/api/v1/playlists/{playlistId}',
  tag: 'Playlists',
  summary: 'One playlist of the caller, or an unlisted one',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Playlist,
  errors: ['not_found'],
});

export const updatePlaylist = defineEndpoint({
  operationId: 'updatePlaylist',
  method: 'PATCH',
  path: '/api/v1/playlists/{playlistId}',
  tag: 'Playlists',
  summary: 'Rename or describe a playlist, or change who sees it',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({
    name: name.optional(),
    description: description.optional(),
    visibility: PlaylistVisibility.optional(),
    /** Only of a smart playlist. */
    rules: SmartRules.optional(),
    version,
  }),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const deletePlaylist = defineEndpoint({
  operationId: 'deletePlaylist',
  method: 'DELETE',
  path: '/api/v1/playlists/{playlistId}',
  tag: 'Playlists',
  summary: 'Delete a playlist',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const setPlaylistCover = defineEndpoint({
  operationId: 'setPlaylistCover',
  method: 'PUT',
  path: '/api/v1/playlists/{playlistId}/cover',
  tag: 'Playlists',
  summary: 'Give a playlist a cover',
  description:
    'JPEG, PNG, WebP, GIF, TIFF or AVIF. It is stored anew as WebP of at most 1000 pixels.',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({ picture: PictureFile }),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict', 'unsupported_media_type'],
});

export const removePlaylistCover = defineEndpoint({
  operationId: 'removePlaylistCover',
  method: 'DELETE',
  path: '/api/v1/playlists/{playlistId}/cover',
  tag: 'Playlists',
  summary: 'Take the cover off a playlist',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const listPlaylistItems = defineEndpoint({
  operationId: 'listPlaylistItems',
  method: 'GET',
  path: '/api/v1/playlists/{playlistId}/items',
  tag: 'Playlists',
  summary: 'Songs of a playlist in their order',
  description: 'Songs that are hidden or in the trash are left out; they keep their place.',
  access: 'listener',
  params: playlistParams,
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(PlaylistItem).meta({ id: 'PlaylistItemPage' }),
  errors: ['not_found', 'invalid_cursor'],
});

export const addPlaylistItems = defineEndpoint({
  operationId: 'addPlaylistItems',
  method: 'POST',
  path: '/api/v1/playlists/{playlistId}/items',
  tag: 'Playlists',
  summary: 'Add songs at the end, or behind an item',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({
    songIds: songIds.min(1),
    /** The item they follow; null puts them first. */
    after: Id.nullable().optional(),
    version,
  }),
  status: 200,
  /** The new items have these ids, in the order of the songs. */
  response: z.object({ playlist: Playlist, itemIds: z.array(Id) }),
  errors: ['not_found', 'conflict'],
});

export const removePlaylistItems = defineEndpoint({
  operationId: 'removePlaylistItems',
  method: 'POST',
  path: '/api/v1/playlists/{playlistId}/items/remove',
  tag: 'Playlists',
  summary: 'Remove items',
  description: 'Items that are not there are no error.',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({ itemIds, version }),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const movePlaylistItems = defineEndpoint({
  operationId: 'movePlaylistItems',
  method: 'POST',
  path: '/api/v1/playlists/{playlistId}/items/move',
  tag: 'Playlists',
  summary: 'Put items, in the order given, behind another one',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({
    itemIds,
    /** The item they follow, which is none of them; null puts them first. */
    after: Id.nullable(),
    version,
  }),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const PlaylistMember = z
  .object({
    userId: z.string(),
    name: z.string(),
    isOwner: z.boolean(),
    /** True for the caller. */
    isSelf: z.boolean(),
  })
  .meta({ id: 'PlaylistMember' });
export type PlaylistMember = z.infer<typeof PlaylistMember>;

export const invitePlaylistMembers = defineEndpoint({
  operationId: 'invitePlaylistMembers',
  method: 'POST',
  path: '/api/v1/playlists/{playlistId}/invitation',
  tag: 'Playlists',
  summary: 'Open an invitation to change a playlist together',
  description: 'Repeating it answers the same link, until the invitation is ended.',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  /** Path of the page that takes the invitation, and the secret in it. */
  response: z.object({ path: z.string(), token: z.string() }),
  errors: ['not_found', 'conflict'],
});

export const endPlaylistInvitation = defineEndpoint({
  operationId: 'endPlaylistInvitation',
  method: 'DELETE',
  path: '/api/v1/playlists/{playlistId}/invitation',
  tag: 'Playlists',
  summary: 'End the invitation; who joined stays',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found', 'conflict'],
});

export const joinPlaylist = defineEndpoint({
  operationId: 'joinPlaylist',
  method: 'POST',
  path: '/api/v1/playlists/{playlistId}/members',
  tag: 'Playlists',
  summary: 'Take an invitation',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.object({ token: z.string().max(200) }),
  status: 200,
  response: Playlist,
  errors: ['not_found', 'conflict'],
});

export const listPlaylistMembers = defineEndpoint({
  operationId: 'listPlaylistMembers',
  method: 'GET',
  path: '/api/v1/playlists/{playlistId}/members',
  tag: 'Playlists',
  summary: 'Who may change a playlist, its owner first; for themselves alone',
  access: 'listener',
  params: playlistParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({
    items: z.array(PlaylistMember),
    /** Whether an invitation is open. */
    invitationOpen: z.boolean(),
  }),
  errors: ['not_found'],
});

export const removePlaylistMember = defineEndpoint({
  operationId: 'removePlaylistMember',
  method: 'DELETE',
  path: '/api/v1/playlists/{playlistId}/members/{userId}',
  tag: 'Playlists',
  summary: 'Remove a member, or leave',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: playlistParams.extend({ userId: z.string().min(1).max(200) }),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found', 'conflict'],
});

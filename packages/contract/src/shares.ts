import { z } from 'zod';
import { Song, Stream } from './catalog.ts';
import { DurationMs, Id, PageQuery, pageOf, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { MediaDownload, ShownMedia } from './media.ts';
import { SlideshowVideo } from './slideshows.ts';
import { VideoPlayback } from './watching.ts';

/** What a link can open to people without an account. */
export const ShareKind = z
  .enum(['playlist', 'album', 'song', 'media', 'photo_album', 'slideshow'])
  .meta({ id: 'ShareKind' });
export type ShareKind = z.infer<typeof ShareKind>;

/** A link that opens one thing to everyone who has it, as its owner sees it. */
export const Share = z
  .object({
    id: Id,
    kind: ShareKind,
    targetId: Id,
    /** Path of the page it opens, below the address of the web app. */
    path: z.string(),
    /** The last part of the path: what the link's endpoints are called with. */
    token: z.string(),
    hasPassword: z.boolean(),
    /** Null for never. */
    expiresAt: Timestamp.nullable(),
    /** Whether visitors may add files of their own, where the kind takes some. */
    allowGuestUpload: z.boolean(),
    /** What its owner says to those who follow it. */
    description: z.string(),
    createdAt: Timestamp,
    /** How often it was opened. */
    visits: z.int(),
    lastVisitedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Share' });
export type Share = z.infer<typeof Share>;

const target = { kind: ShareKind, targetId: Id };
const password = z.string().min(4).max(200);
const settings = {
  /** In the future; null for never. */
  expiresAt: Timestamp.nullable().optional(),
  /** Null takes the password away. */
  password: password.nullable().optional(),
  allowGuestUpload: z.boolean().optional(),
  /** Shown to visitors in place of what the thing itself says. */
  description: z.string().trim().max(2000).optional(),
};

export const createShare = defineEndpoint({
  operationId: 'createShare',
  method: 'POST',
  path: '/api/v1/shares',
  tag: 'Sharing',
  summary: 'Make a link that opens something of the caller to everyone who has it',
  description:
    'A private photo, video or photo album becomes unlisted by it. Made private again, no link opens it.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({ ...target, ...settings }),
  status: 201,
  response: Share,
  errors: ['not_found', 'conflict'],
});

export const listShares = defineEndpoint({
  operationId: 'listShares',
  method: 'GET',
  path: '/api/v1/shares',
  tag: 'Sharing',
  summary: "The caller's links, newest first; those of one thing where it is named",
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({ kind: ShareKind.optional(), targetId: Id.optional() }),
  body: z.undefined(),
  status: 200,
  response: pageOf(Share).meta({ id: 'SharePage' }),
  errors: ['invalid_cursor'],
});

export const updateShare = defineEndpoint({
  operationId: 'updateShare',
  method: 'PATCH',
  path: '/api/v1/shares/{shareId}',
  tag: 'Sharing',
  summary: 'Change when a link ends, its password, or what visitors may do',
  access: 'listener',
  params: z.object({ shareId: Id }),
  query: z.object({}),
  body: z.object(settings),
  status: 200,
  response: Share,
  errors: ['not_found'],
});

export const revokeShare = defineEndpoint({
  operationId: 'revokeShare',
  method: 'DELETE',
  path: '/api/v1/shares/{shareId}',
  tag: 'Sharing',
  summary: 'End a link',
  access: 'listener',
  params: z.object({ shareId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const revokeShares = defineEndpoint({
  operationId: 'revokeShares',
  method: 'DELETE',
  path: '/api/v1/shares',
  tag: 'Sharing',
  summary: "End all of the caller's links to one thing",
  access: 'listener',
  params: z.object({}),
  query: z.object(target),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [],
});

/** What a link opens, in few words. What it holds is a list of its own. */
export const SharedView = z
  .object({
    kind: ShareKind,
    title: z.string(),
    description: z.string(),
    /** Name of the person who shares it. */
    sharedBy: z.string(),
    coverUrl: UrlReference.nullable(),
    /** Signed covers that stand for it together, up to four, where it has none of its own. */
    mosaicUrls: z.array(UrlReference).max(4),
    itemCount: z.int(),
    /** Of everything in it; null where it has no length. */
    durationMs: DurationMs.nullable(),
    allowGuestUpload: z.boolean(),
    expiresAt: Timestamp.nullable(),
  })
  .meta({ id: 'SharedView' });
export type SharedView = z.infer<typeof SharedView>;

/** One thing behind a link, by its type. */
export const SharedItem = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('song'), id: Id, song: Song }),
    z.object({ type: z.literal('media'), id: Id, media: ShownMedia }),
    z.object({ type: z.literal('slideshow'), id: Id, video: SlideshowVideo }),
  ])
  .meta({ id: 'SharedItem' });
export type SharedItem = z.infer<typeof SharedItem>;

/** The token of a link, or the one that its password was exchanged for. */
export const SharedToken = z.string().min(1).max(400);
const sharedParams = z.object({ token: SharedToken });

export const openShare = defineEndpoint({
  operationId: 'openShare',
  method: 'GET',
  path: '/api/v1/shared/{token}',
  tag: 'Sharing',
  summary: 'What a link opens',
  description:
    'A link that never was and one that ended answer the same. Where a password is needed, exchange it for another token first.',
  access: 'anonymous',
  params: sharedParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: SharedView,
  errors: ['not_found', 'password_required'],
});

export const unlockShare = defineEndpoint({
  operationId: 'unlockShare',
  method: 'POST',
  path: '/api/v1/shared/{token}/unlock',
  tag: 'Sharing',
  summary: 'Exchange the password of a link for a token that opens it for some hours',
  access: 'anonymous',
  params: sharedParams,
  query: z.object({}),
  body: z.object({ password: z.string().max(200) }),
  status: 200,
  /** Stands in place of the link's own token in every other call. */
  response: z.object({ token: z.string(), expiresAt: Timestamp }),
  errors: ['not_found', 'wrong_password'],
});

export const listSharedItems = defineEndpoint({
  operationId: 'listSharedItems',
  method: 'GET',
  path: '/api/v1/shared/{token}/items',
  tag: 'Sharing',
  summary: 'What is behind a link, in its order',
  access: 'anonymous',
  params: sharedParams,
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(SharedItem).meta({ id: 'SharedItemPage' }),
  errors: ['not_found', 'password_required', 'invalid_cursor'],
});

export const streamSharedSong = defineEndpoint({
  operationId: 'streamSharedSong',
  method: 'GET',
  path: '/api/v1/shared/{token}/stream/{songId}',
  tag: 'Sharing',
  summary: 'A signed URL of a song behind a link',
  access: 'anonymous',
  params: sharedParams.extend({ songId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Stream,
  errors: ['not_found', 'password_required', 'rendition_not_ready'],
});

export const watchSharedVideo = defineEndpoint({
  operationId: 'watchSharedVideo',
  method: 'GET',
  path: '/api/v1/shared/{token}/videos/{mediaId}',
  tag: 'Sharing',
  summary: 'Signed URLs to watch a video behind a link',
  access: 'anonymous',
  params: sharedParams.extend({ mediaId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: VideoPlayback,
  errors: ['not_found', 'password_required', 'rendition_not_ready'],
});

export const downloadSharedMedia = defineEndpoint({
  operationId: 'downloadSharedMedia',
  method: 'GET',
  path: '/api/v1/shared/{token}/media/{mediaId}/download',
  tag: 'Sharing',
  summary: 'A signed URL to save what is shown of a photo or video behind a link',
  description:
    'The largest JPEG, of a video the MP4. The file that was uploaded stays with its owner.',
  access: 'anonymous',
  params: sharedParams.extend({ mediaId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: MediaDownload,
  errors: ['not_found', 'password_required', 'rendition_not_ready'],
});

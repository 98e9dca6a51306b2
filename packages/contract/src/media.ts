import { z } from 'zod';
import { DurationMs, Id, PageQuery, pageOf, SizeBytes, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { RejectionCode } from './errors.ts';

export const MediaKind = z.enum(['image', 'video']).meta({ id: 'MediaKind' });
export type MediaKind = z.infer<typeof MediaKind>;

/**
 * `received`: waits to be processed. `rejected`: can never be shown, with a reason. `failed`: all
 * attempts were used up; it can be processed again.
 */
export const MediaState = z
  .enum(['received', 'processing', 'ready', 'rejected', 'failed'])
  .meta({ id: 'MediaState' });
export type MediaState = z.infer<typeof MediaState>;

/**
 * Who may see what was made of a media item or photo album. `private`: its owner. `unlisted`: whoever
 * has a share link too. `public`: everyone, signed in or not.
 */
export const MediaVisibility = z
  .enum(['private', 'unlisted', 'public'])
  .meta({ id: 'MediaVisibility' });
export type MediaVisibility = z.infer<typeof MediaVisibility>;

/**
 * Where the time of capture comes from: what the file says about itself, its name, when it was last
 * changed, when it was uploaded, or its owner.
 */
export const CaptureSource = z
  .enum(['metadata', 'file-name', 'modified', 'uploaded', 'owner'])
  .meta({ id: 'CaptureSource' });
export type CaptureSource = z.infer<typeof CaptureSource>;

/** What the files made of a media item are for. */
export const RenditionRole = z
  .enum(['image', 'poster', 'preview', 'storyboard', 'stream', 'video'])
  .meta({ id: 'RenditionRole' });
export type RenditionRole = z.infer<typeof RenditionRole>;

/** A file made of a media item: `baseUrl + name + '?' + query` of its {@link MediaAccess} is its address. */
export const Rendition = z
  .object({
    name: z.string(),
    role: RenditionRole,
    mimeType: z.string(),
    sizeBytes: SizeBytes,
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'Rendition' });
export type Rendition = z.infer<typeof Rendition>;

/** What opens every rendition of one item for a while, those of a stream included. */
export const MediaAccess = z
  .object({ baseUrl: UrlReference, query: z.string(), expiresAt: Timestamp })
  .meta({ id: 'MediaAccess' });
export type MediaAccess = z.infer<typeof MediaAccess>;

/** A photo or video as anyone may be shown it. */
export const ShownMedia = z
  .object({
    id: Id,
    kind: MediaKind,
    title: z.string(),
    /** What its owner wrote about it; empty for nothing. */
    caption: z.string(),
    /** Size in pixels when upright; null until it was processed once. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    durationMs: DurationMs.nullable(),
    /** True for an image that moves. */
    animated: z.boolean(),
    /** ThumbHash as base64; null for videos and until it is known. */
    placeholder: z.string().nullable(),
    capturedAt: Timestamp,
    /** Offset of the place from UTC; null where the clock of the camera is taken as it is. */
    capturedOffsetMinutes: z.int().nullable(),
    renditions: z.array(Rendition),
    /** Null while there are no renditions; they are made when they are missing. */
    access: MediaAccess.nullable(),
  })
  .meta({ id: 'ShownMedia' });
export type ShownMedia = z.infer<typeof ShownMedia>;

/** A photo or video as its owner sees it in lists. */
export const MediaItem = ShownMedia.extend({
  state: MediaState,
  /** While it is processed: a word of the processor, and how far it is. */
  progress: z.object({ step: z.string(), percent: z.number().min(0).max(100) }).nullable(),
  rejection: z.object({ code: RejectionCode, message: z.string() }).nullable(),
  fileName: z.string(),
  tags: z.array(z.string()),
  visibility: MediaVisibility,
  /** What the visitor who added it by a link calls themselves, perhaps nothing; null for its owner. */
  guestName: z.string().nullable(),
  addedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
}).meta({ id: 'MediaItem' });
export type MediaItem = z.infer<typeof MediaItem>;

/** A photo or video with what only its own page needs, and only its owner gets. */
export const MediaDetails = MediaItem.extend({
  /** What the file is by its content. */
  format: z.string(),
  sizeBytes: SizeBytes,
  capturedFrom: CaptureSource,
  /** WGS 84 degrees, metres above the sea. In no rendition, and never shown to others. */
  location: z
    .object({ latitude: z.number(), longitude: z.number(), altitude: z.number().nullable() })
    .nullable(),
  camera: z
    .object({
      make: z.string().nullable(),
      model: z.string().nullable(),
      lens: z.string().nullable(),
      focalLengthMm: z.number().nullable(),
      aperture: z.number().nullable(),
      exposureSeconds: z.number().nullable(),
      iso: z.number().nullable(),
    })
    .nullable(),
  contentHash: z.string().nullable(),
}).meta({ id: 'MediaDetails' });
export type MediaDetails = z.infer<typeof MediaDetails>;

/** A month as the clock of a place has it: `2026-02`. */
export const CaptureMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ id: 'CaptureMonth' });

/** Items that one request may change. */
const MAX_BATCH = 500;
const tag = z.string().trim().min(1).max(100);
const tags = z.array(tag).max(50);
const mediaIds = z.array(Id).min(1).max(MAX_BATCH);
const mediaParams = z.object({ mediaId: Id });
const none = { params: z.object({}), query: z.object({}), body: z.undefined() } as const;
const own = { ...none, tag: 'Photos and videos', access: 'listener' } as const;

/** What is left out stays as it is. */
const bulkEdit = {
  visibility: MediaVisibility.optional(),
  capturedAt: Timestamp.optional(),
  addTags: tags.optional(),
  removeTags: tags.optional(),
};

export const listMedia = defineEndpoint({
  ...own,
  operationId: 'listMedia',
  method: 'GET',
  path: '/api/v1/media',
  summary: "The caller's photos and videos, captured last first",
  query: PageQuery.extend({
    kind: MediaKind.optional(),
    tag: tag.optional(),
    photoAlbumId: Id.optional(),
    month: CaptureMonth.optional(),
    /** True for what is in the trash. */
    trash: z.stringbool().default(false),
  }),
  status: 200,
  response: pageOf(MediaItem).meta({ id: 'MediaPage' }),
  errors: ['invalid_cursor'],
});

export const listMediaTags = defineEndpoint({
  ...own,
  operationId: 'listMediaTags',
  method: 'GET',
  path: '/api/v1/media/tags',
  summary: 'Tags that the caller uses, by name',
  status: 200,
  response: z.object({ items: z.array(z.object({ tag: z.string(), count: z.int() })) }),
  errors: [],
});

export const listMediaMonths = defineEndpoint({
  ...own,
  operationId: 'listMediaMonths',
  method: 'GET',
  path: '/api/v1/media/months',
  summary: 'Months in which the caller has photos and videos, last first, with how many',
  description:
    'A month is that of the clock where something was captured; where its offset from UTC is not known, of the time as the camera has it.',
  query: z.object({ kind: MediaKind.optional(), tag: tag.optional() }),
  status: 200,
  response: z.object({ items: z.array(z.object({ month: CaptureMonth, count: z.int() })) }),
  errors: [],
});

export const getMedia = defineEndpoint({
  ...own,
  operationId: 'getMedia',
  method: 'GET',
  path: '/api/v1/media/{mediaId}',
  summary: 'One photo or video of the caller',
  description: 'Renditions that expired are made again.',
  params: mediaParams,
  status: 200,
  response: MediaDetails,
  errors: ['not_found'],
});

export const listSimilarMedia = defineEndpoint({
  ...own,
  operationId: 'listSimilarMedia',
  method: 'GET',
  path: '/api/v1/media/{mediaId}/similar',
  summary: 'Photos that look like this one, the most alike first',
  params: mediaParams,
  status: 200,
  response: z.object({ items: z.array(MediaItem) }),
  errors: ['not_found'],
});

export const updateMedia = defineEndpoint({
  ...own,
  operationId: 'updateMedia',
  method: 'PATCH',
  path: '/api/v1/media/{mediaId}',
  summary: 'Rename, describe or tag a photo or video, correct its time, or change who sees it',
  params: mediaParams,
  body: z.object({
    title: z.string().trim().max(300).optional(),
    caption: z.string().trim().max(5000).optional(),
    ...bulkEdit,
  }),
  status: 200,
  response: MediaDetails,
  errors: ['not_found'],
});

export const deleteMedia = defineEndpoint({
  ...own,
  operationId: 'deleteMedia',
  method: 'DELETE',
  path: '/api/v1/media/{mediaId}',
  summary: 'Put a photo or video into the trash for 30 days',
  description: 'Repeating it changes nothing.',
  params: mediaParams,
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const reprocessMedia = defineEndpoint({
  ...own,
  operationId: 'reprocessMedia',
  method: 'POST',
  path: '/api/v1/media/{mediaId}/reprocess',
  summary: 'Make everything shown of a photo or video anew',
  params: mediaParams,
  status: 202,
  response: MediaDetails,
  errors: ['not_found', 'conflict'],
});

/** Where a browser gets a file that it saves; the address works for whoever has it until `expiresAt`. */
export const MediaDownload = z
  .object({
    url: UrlReference,
    fileName: z.string(),
    sizeBytes: SizeBytes,
    expiresAt: Timestamp,
  })
  .meta({ id: 'MediaDownload' });

export const downloadMedia = defineEndpoint({
  ...own,
  operationId: 'downloadMedia',
  method: 'GET',
  path: '/api/v1/media/{mediaId}/download',
  summary: 'A signed URL to save a photo or video: the file as uploaded, or what is shown of it',
  description:
    'What is shown is the largest JPEG, of a video the MP4; nothing in it tells where it was taken.',
  params: mediaParams,
  query: z.object({ what: z.enum(['original', 'shown']).default('original') }),
  status: 200,
  response: MediaDownload,
  errors: ['not_found', 'rendition_not_ready'],
});

const manyIds = { body: z.object({ mediaIds }), status: 200, errors: [] } as const;
/** Those that exist. */
const ids = z.object({ mediaIds: z.array(Id) });

export const updateMediaItems = defineEndpoint({
  ...own,
  ...manyIds,
  operationId: 'updateMediaItems',
  method: 'POST',
  path: '/api/v1/media/edit',
  summary: 'Make one edit to many photos and videos',
  body: z.object({ mediaIds, ...bulkEdit }),
  response: ids,
});

export const deleteMediaItems = defineEndpoint({
  ...own,
  ...manyIds,
  operationId: 'deleteMediaItems',
  method: 'POST',
  path: '/api/v1/media/delete',
  summary: 'Put photos and videos into the trash for 30 days',
  response: ids,
});

export const restoreMediaItems = defineEndpoint({
  ...own,
  ...manyIds,
  operationId: 'restoreMediaItems',
  method: 'POST',
  path: '/api/v1/media/restore',
  summary: 'Take photos and videos out of the trash',
  response: ids,
});

export const removeMediaItems = defineEndpoint({
  ...own,
  ...manyIds,
  operationId: 'removeMediaItems',
  method: 'POST',
  path: '/api/v1/media/remove',
  summary: 'Remove photos and videos for good that are in the trash',
  response: ids,
});

export const getPublicMedia = defineEndpoint({
  ...own,
  operationId: 'getPublicMedia',
  method: 'GET',
  path: '/api/v1/public/media/{mediaId}',
  summary: 'A public photo or video, for anyone',
  access: 'anonymous',
  params: mediaParams,
  status: 200,
  response: ShownMedia,
  errors: ['not_found'],
});

import { z } from 'zod';
import { DurationMs, Id, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** What a player needs to show a video. All addresses work until `expiresAt`, for whoever has them. */
export const VideoPlayback = z
  .object({
    /** HLS master playlist: H.264 and AAC in fragmented MP4. */
    streamUrl: UrlReference,
    /** One file that starts at once. */
    mp4Url: UrlReference,
    /** The same file as an attachment with a name, to be saved. */
    downloadUrl: UrlReference,
    posterUrl: UrlReference,
    /** A few seconds without sound, to show under the pointer. */
    previewUrl: UrlReference,
    /** WebVTT whose cues are parts of a picture (`#xywh=`), to show above the position bar. */
    storyboardUrl: UrlReference,
    expiresAt: Timestamp,
    durationMs: DurationMs,
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'VideoPlayback' });
export type VideoPlayback = z.infer<typeof VideoPlayback>;

export const watchVideo = defineEndpoint({
  operationId: 'watchVideo',
  method: 'GET',
  path: '/api/v1/media/{mediaId}/playback',
  tag: 'Videos',
  summary: 'Signed URLs to watch a video',
  description:
    'A video whose files have expired is made ready again: `rendition_not_ready` until then, and `media.changed` when it is.',
  access: 'listener',
  params: z.object({ mediaId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: VideoPlayback,
  errors: ['not_found', 'rendition_not_ready'],
});

export const watchPublicVideo = defineEndpoint({
  ...watchVideo,
  operationId: 'watchPublicVideo',
  path: '/api/v1/public/media/{mediaId}/playback',
  summary: 'Signed URLs to watch a public video, for anyone',
  access: 'anonymous',
});

/**
 * Playlists and storyboard indexes, in which every address carries the signature of the request.
 * Not in the table of endpoints: the signature says who may read, and the answer is not JSON.
 */
export const readVideoText = defineEndpoint({
  operationId: 'readVideoText',
  method: 'GET',
  path: '/api/v1/media/{mediaId}/streams/{generation}/{name}',
  tag: 'Videos',
  summary: 'A playlist or storyboard index of a video, by a signed URL',
  access: 'anonymous',
  params: z.object({
    mediaId: Id,
    generation: z.coerce.number().int().min(1),
    name: z.string().max(100),
  }),
  query: z.object({
    Policy: z.string(),
    Signature: z.string(),
    'Key-Pair-Id': z.string(),
    'Hash-Algorithm': z.string().optional(),
  }),
  body: z.undefined(),
  status: 200,
  response: z.string(),
  errors: ['not_found', 'url_signature_invalid', 'url_expired'],
});

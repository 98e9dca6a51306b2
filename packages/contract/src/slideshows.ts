import { z } from 'zod';
import { DurationMs, Id, PageQuery, pageOf, SizeBytes, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** What can be asked of a slideshow. */
export const slideshowLimits = {
  photos: { min: 2, max: 500 },
  secondsPerPhoto: { min: 0.5, max: 60 },
  transitionMs: { min: 0, max: 5_000 },
  shortSide: { min: 720, max: 2_160 },
  /** How long a clip of a video may be. */
  clipMs: { min: 500, max: 15_000 },
  fadeMs: { min: 0, max: 30_000 },
  targetLufs: { min: -30, max: -9 },
  /** Longest video: two hours. */
  lengthMs: 7_200_000,
  nameChars: 120,
  titleChars: 200,
  captionChars: 300,
} as const;

export const SlideshowState = z
  .enum(['queued', 'rendering', 'ready', 'failed', 'cancelled'])
  .meta({ id: 'SlideshowState' });
export type SlideshowState = z.infer<typeof SlideshowState>;

export const SlideshowAspect = z.enum(['16:9', '9:16', '1:1', '4:3']);
export type SlideshowAspect = z.infer<typeof SlideshowAspect>;
export const SlideshowTransition = z.enum(['cut', 'fade', 'slide', 'wipe', 'zoom']);
export type SlideshowTransition = z.infer<typeof SlideshowTransition>;

const Fraction = z.number().min(0).max(1);
const between = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

/** A part of a video, shown without its sound. */
export const SlideshowClip = z.object({
  /** Where in the video it starts. */
  startMs: DurationMs.default(0),
  /** How long it is: its turn lasts as long where photos have seconds of their own. */
  lengthMs: between(slideshowLimits.clipMs),
});

/** One turn of a photo, or of a clip of a video. The same one may have several. */
export const SlideshowPhoto = z.object({
  mediaId: Id,
  caption: z.string().trim().max(slideshowLimits.captionChars).nullable().default(null),
  /** What motion and cropping keep in sight, from the top left corner; null to leave it to us. */
  focus: z.object({ x: Fraction, y: Fraction }).nullable().default(null),
  /** Which part of a video; null for its first five seconds. Of a photo it must be null. */
  clip: SlideshowClip.nullable().default(null),
});

export const SlideshowMusic = z.object({
  songId: Id,
  /** Where in the song the video starts. */
  startMs: DurationMs.default(0),
  fadeInMs: between(slideshowLimits.fadeMs).default(0),
  fadeOutMs: between(slideshowLimits.fadeMs).default(3000),
  /** Loudness to bring the song to, in LUFS; null leaves it as it is. */
  targetLufs: between(slideshowLimits.targetLufs).nullable().default(-16),
});

/** What a slideshow shall be like. */
export const SlideshowSpec = z.object({
  /** In the order they are shown. */
  photos: z.array(SlideshowPhoto).min(slideshowLimits.photos.min).max(slideshowLimits.photos.max),
  /** `song` spreads the photos over the rest of the song. */
  pace: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('seconds'),
        secondsPerPhoto: between(slideshowLimits.secondsPerPhoto),
      }),
      z.object({ kind: z.literal('song') }),
    ])
    .default({ kind: 'seconds', secondsPerPhoto: 4 }),
  transition: z
    .object({ kind: SlideshowTransition, durationMs: between(slideshowLimits.transitionMs) })
    .default({ kind: 'fade', durationMs: 1000 }),
  /** `gentle` moves slowly towards the subject and away from it in turns. */
  motion: z.enum(['none', 'gentle']).default('gentle'),
  /** `whole` shows all of a photo over a blurred copy, `crop` fills the frame, `auto` chooses. */
  fit: z.enum(['auto', 'whole', 'crop']).default('auto'),
  /** Shown over the beginning. */
  title: z.string().trim().max(slideshowLimits.titleChars).nullable().default(null),
  aspect: SlideshowAspect.default('16:9'),
  /** Length of the shorter side of the picture. */
  resolution: z.enum(['720p', '1080p', '1440p', '2160p']).default('1080p'),
  fps: z.union([z.literal(25), z.literal(30)]).default(30),
  music: SlideshowMusic.nullable().default(null),
  /** Changes photos on beats of the song. */
  cutsOnBeat: z.boolean().default(false),
  /** Leaves photos out that turn out to be damaged, instead of failing. */
  skipBroken: z.boolean().default(false),
});
export type SlideshowSpec = z.infer<typeof SlideshowSpec>;

/** Why a slideshow failed. */
export const SlideshowFailureCode = z.enum([
  /** A photo cannot be decoded; `mediaId` names it. */
  'broken_photo',
  /** A photo was deleted, or is not there any more; `mediaId` names it. */
  'missing_photo',
  /** The song was deleted, withdrawn, or cannot be decoded. */
  'song_unavailable',
  'storage_full',
  /** Something went wrong on the server, several times. */
  'internal',
]);

/** The finished video of a slideshow, an MP4. */
export const SlideshowVideo = z
  .object({
    url: UrlReference,
    posterUrl: UrlReference,
    /** Name to save it under. */
    fileName: z.string(),
    /** The same file as an attachment of that name. */
    downloadUrl: UrlReference,
    sizeBytes: SizeBytes,
    durationMs: DurationMs,
    width: z.int(),
    height: z.int(),
    expiresAt: Timestamp,
  })
  .meta({ id: 'SlideshowVideo' });
export type SlideshowVideo = z.infer<typeof SlideshowVideo>;

export const Slideshow = z
  .object({
    id: Id,
    name: z.string(),
    /** True of a quick try in low resolution, which is not listed and is gone after a day. */
    preview: z.boolean(),
    state: SlideshowState,
    /** How much of it is rendered. */
    percent: z.int().min(0).max(100),
    /** Estimated time until it is ready; null while nobody can tell. */
    remainingMs: DurationMs.nullable(),
    failure: z
      .object({ code: SlideshowFailureCode, message: z.string(), mediaId: Id.nullable() })
      .nullable(),
    /** Photos that were left out because they are damaged. */
    skipped: z.array(Id),
    photoCount: z.int().min(0),
    /** Null until it is ready. */
    video: SlideshowVideo.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Slideshow' });
export type Slideshow = z.infer<typeof Slideshow>;

/** A slideshow with what it was asked to be. */
export const SlideshowDetails = Slideshow.extend({
  spec: SlideshowSpec.meta({ id: 'SlideshowSpec' }),
}).meta({
  id: 'SlideshowDetails',
});
export type SlideshowDetails = z.infer<typeof SlideshowDetails>;

const slideshowParams = z.object({ slideshowId: Id });
const Name = z.string().trim().min(1).max(slideshowLimits.nameChars);

export const createSlideshow = defineEndpoint({
  operationId: 'createSlideshow',
  method: 'POST',
  path: '/api/v1/slideshows',
  tag: 'Slideshows',
  summary: 'Have a video made from photos and clips',
  description:
    'Answers at once; rendering goes on in the background. With an `Idempotency-Key`, asking again ' +
    'answers the slideshow that was made for that key.',
  access: 'listener',
  takesIdempotencyKey: true,
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    name: Name.optional(),
    spec: SlideshowSpec,
    /** A quick try with a shorter side of 360 pixels. A new one takes the place of the last one. */
    preview: z.boolean().default(false),
  }),
  status: 202,
  response: SlideshowDetails,
  errors: ['not_found', 'conflict', 'quota_exceeded'],
});

export const listSlideshows = defineEndpoint({
  operationId: 'listSlideshows',
  method: 'GET',
  path: '/api/v1/slideshows',
  tag: 'Slideshows',
  summary: "The caller's slideshows, newest first",
  access: 'listener',
  params: z.object({}),
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(Slideshow).meta({ id: 'SlideshowPage' }),
  errors: ['invalid_cursor'],
});

export const getSlideshow = defineEndpoint({
  operationId: 'getSlideshow',
  method: 'GET',
  path: '/api/v1/slideshows/{slideshowId}',
  tag: 'Slideshows',
  summary: 'How far a slideshow is, and the video once it is ready',
  access: 'listener',
  params: slideshowParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: SlideshowDetails,
  errors: ['not_found'],
});

export const updateSlideshow = defineEndpoint({
  operationId: 'updateSlideshow',
  method: 'PATCH',
  path: '/api/v1/slideshows/{slideshowId}',
  tag: 'Slideshows',
  summary: 'Give a slideshow another name',
  access: 'listener',
  params: slideshowParams,
  query: z.object({}),
  body: z.object({ name: Name }),
  status: 200,
  response: SlideshowDetails,
  errors: ['not_found'],
});

export const cancelSlideshow = defineEndpoint({
  operationId: 'cancelSlideshow',
  method: 'POST',
  path: '/api/v1/slideshows/{slideshowId}/cancel',
  tag: 'Slideshows',
  summary: 'Stop making a slideshow',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: slideshowParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: SlideshowDetails,
  errors: ['not_found', 'conflict'],
});

export const retrySlideshow = defineEndpoint({
  operationId: 'retrySlideshow',
  method: 'POST',
  path: '/api/v1/slideshows/{slideshowId}/retry',
  tag: 'Slideshows',
  summary: 'Make a slideshow again that failed or was cancelled',
  access: 'listener',
  params: slideshowParams,
  query: z.object({}),
  body: z.object({
    /** Leaves damaged and deleted photos out this time. */
    skipBroken: z.boolean().optional(),
  }),
  status: 202,
  response: SlideshowDetails,
  errors: ['not_found', 'conflict'],
});

export const deleteSlideshow = defineEndpoint({
  operationId: 'deleteSlideshow',
  method: 'DELETE',
  path: '/api/v1/slideshows/{slideshowId}',
  tag: 'Slideshows',
  summary: 'Delete a slideshow and its video, or stop making it',
  access: 'listener',
  params: slideshowParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

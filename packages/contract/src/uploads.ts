import { z } from 'zod';
import { Id, PageQuery, pageOf, SizeBytes, Timestamp, UrlReference } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { RejectionCode } from './errors.ts';

/** Largest file that can be uploaded: 5 GiB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;
/** From this size on a file is sent in parts, so that it can be resumed: 16 MiB. */
export const MULTIPART_FROM_BYTES = 16 * 1024 ** 2;
/** Size of every part but the last: 16 MiB (320 parts for the largest file; S3 allows 10,000). */
export const PART_SIZE_BYTES = 16 * 1024 ** 2;

export const UploadState = z
  .enum(['created', 'uploading', 'completed', 'cancelled', 'expired'])
  .meta({ id: 'UploadState' });
export type UploadState = z.infer<typeof UploadState>;

/** What became of a completed upload. */
export const Processing = z
  .object({
    state: z.enum(['none', 'queued', 'running', 'ready', 'rejected', 'failed']),
    step: z.enum(['reading', 'measuring', 'encoding', 'storing']).nullable(),
    percent: z.int().min(0).max(100),
    /** The song this file became; when `duplicate`, one that was there before. */
    songId: Id.nullable(),
    duplicate: z.boolean(),
    /** The photo or video it became, which goes on from there by itself. */
    mediaId: Id.nullable(),
    /** Why it was turned away, in words for the person who sent it. */
    rejection: z.object({ code: RejectionCode, message: z.string() }).nullable(),
  })
  .meta({ id: 'Processing' });
export type Processing = z.infer<typeof Processing>;

/** How the bytes go in: one PUT, or parts whose URLs are asked for with `POST …/parts`. */
export const UploadTransfer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('single'), url: UrlReference, expiresAt: Timestamp }),
    z.object({
      kind: z.literal('multipart'),
      partSizeBytes: SizeBytes,
      partCount: z.int().min(1),
      /** Parts the store already holds; they need not be sent again. */
      finishedParts: z.array(z.int().min(1)),
    }),
    z.object({ kind: z.literal('closed') }),
  ])
  .meta({ id: 'UploadTransfer' });

export const Upload = z
  .object({
    id: Id,
    fileName: z.string(),
    sizeBytes: SizeBytes,
    /** Chosen by the client to recognise the same local file after a reload. */
    fingerprint: z.string().nullable(),
    state: UploadState,
    processing: Processing,
    createdAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof Upload>;

/** One upload with the means to send what is still missing. */
export const UploadDetails = Upload.extend({ transfer: UploadTransfer }).meta({
  id: 'UploadDetails',
});
export type UploadDetails = z.infer<typeof UploadDetails>;

const uploadParams = z.object({ uploadId: Id });

export const createUpload = defineEndpoint({
  operationId: 'createUpload',
  method: 'POST',
  path: '/api/v1/uploads',
  tag: 'Uploads',
  summary: 'Announce a file and get the means to send it',
  description: 'Everyone may add photos and videos; songs are for admins.',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    fileName: z.string().trim().min(1).max(1024),
    sizeBytes: z.int().min(1).max(MAX_UPLOAD_BYTES),
    fingerprint: z.string().max(512).optional(),
    /** When the file was last changed; stands in for a missing time of capture. */
    modifiedAt: Timestamp.optional(),
    /** A photo album of the caller that a photo or video goes into. */
    photoAlbumId: Id.optional(),
  }),
  status: 201,
  response: UploadDetails,
  errors: ['not_found', 'payload_too_large', 'quota_exceeded', 'storage_full'],
});

export const listUploads = defineEndpoint({
  operationId: 'listUploads',
  method: 'GET',
  path: '/api/v1/uploads',
  tag: 'Uploads',
  summary: "The caller's uploads, newest first",
  access: 'listener',
  params: z.object({}),
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(Upload).meta({ id: 'UploadPage' }),
  errors: ['invalid_cursor'],
});

export const getUpload = defineEndpoint({
  operationId: 'getUpload',
  method: 'GET',
  path: '/api/v1/uploads/{uploadId}',
  tag: 'Uploads',
  summary: 'State of an upload, and which parts have arrived',
  access: 'listener',
  params: uploadParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: UploadDetails,
  errors: ['not_found'],
});

export const signUploadParts = defineEndpoint({
  operationId: 'signUploadParts',
  method: 'POST',
  path: '/api/v1/uploads/{uploadId}/parts',
  tag: 'Uploads',
  summary: 'Signed URLs for parts of a multipart upload',
  access: 'listener',
  params: uploadParams,
  query: z.object({}),
  body: z.object({ partNumbers: z.array(z.int().min(1)).min(1).max(100) }),
  status: 200,
  response: z.object({
    parts: z.array(z.object({ partNumber: z.int(), sizeBytes: SizeBytes, url: UrlReference })),
    expiresAt: Timestamp,
  }),
  errors: ['not_found', 'upload_not_open'],
});

export const completeUpload = defineEndpoint({
  operationId: 'completeUpload',
  method: 'POST',
  path: '/api/v1/uploads/{uploadId}/complete',
  tag: 'Uploads',
  summary: 'Say that all bytes were sent; processing starts',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: uploadParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: UploadDetails,
  errors: ['not_found', 'upload_not_open', 'upload_incomplete'],
});

export const retryUpload = defineEndpoint({
  operationId: 'retryUpload',
  method: 'POST',
  path: '/api/v1/uploads/{uploadId}/retry',
  tag: 'Uploads',
  summary: 'Process a failed upload again',
  access: 'listener',
  params: uploadParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: UploadDetails,
  errors: ['not_found', 'conflict'],
});

export const cancelUpload = defineEndpoint({
  operationId: 'cancelUpload',
  method: 'DELETE',
  path: '/api/v1/uploads/{uploadId}',
  tag: 'Uploads',
  summary: 'Cancel an unfinished upload and drop its bytes, or forget a finished one',
  access: 'listener',
  params: uploadParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found', 'conflict'],
});

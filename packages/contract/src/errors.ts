import { z } from 'zod';

/**
 * Every way a request can fail, by stable code. The status is what HTTP answers; the title
 * is the short, unchanging summary of RFC 9457; `detail` of an answer says what happened this time.
 */
export const errorTable = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_token: { status: 400, title: 'The link has expired or was used already' },
  invalid_cursor: { status: 400, title: 'The page cursor is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  invalid_credentials: { status: 401, title: 'The e-mail or the password is wrong' },
  sign_in_again: { status: 403, title: 'Sign in again first' },
  email_not_verified: { status: 403, title: 'The e-mail address is not confirmed yet' },
  forbidden: { status: 403, title: 'You may not do this' },
  password_required: { status: 403, title: 'This needs a password' },
  wrong_password: { status: 403, title: 'The password is wrong' },
  registration_closed: { status: 403, title: 'Nobody can sign up here' },
  invitation_required: { status: 403, title: 'Only invited people can sign up here' },
  url_signature_invalid: { status: 403, title: 'The signed URL is not valid' },
  url_expired: { status: 403, title: 'The signed URL has expired' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  conflict: { status: 409, title: 'The current state does not allow this' },
  setup_required: { status: 409, title: 'This instance is not set up yet' },
  setup_already_done: { status: 409, title: 'This instance is already set up' },
  upload_not_open: { status: 409, title: 'The upload is no longer open' },
  upload_incomplete: { status: 409, title: 'Parts of the upload are missing' },
  rendition_not_ready: { status: 409, title: 'The rendition does not exist yet' },
  payload_too_large: { status: 413, title: 'Too large' },
  quota_exceeded: { status: 413, title: 'The storage of this account is used up' },
  unsupported_media_type: { status: 415, title: 'This content type is not accepted' },
  range_not_satisfiable: { status: 416, title: 'The range lies outside the file' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  storage_full: { status: 507, title: 'The server has no space left' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

export const ErrorCode = z
  .enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode' });

/** Body of every failed request (RFC 9457), served as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ErrorCode,
    detail: z.string(),
    requestId: z.string(),
    /** What is wrong with which field, where the request was not valid. */
    faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** What the person stores, may store and has left, in bytes, where that is too much. */
    quota: z
      .object({ usedBytes: z.int(), limitBytes: z.int(), leftBytes: z.int().min(0) })
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Why a file was turned away for good. Stable codes; the message is for people. */
export const RejectionCode = z
  .enum([
    'not_media',
    'not_audio',
    'unsupported_audio',
    'no_audio_stream',
    'corrupt_audio',
    'too_long',
    'not_allowed',
    'corrupt_image',
    'unsupported_image',
    'image_too_large',
    'corrupt_video',
    'unsupported_video',
    'no_video_stream',
    'video_too_large',
    'took_too_long',
    'empty_file',
  ])
  .meta({ id: 'RejectionCode' });
export type RejectionCode = z.infer<typeof RejectionCode>;

import { z } from 'zod';
import { Id } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { SharedToken } from './shares.ts';
import { createUpload, signUploadParts, UploadDetails } from './uploads.ts';

const refusals = ['not_found', 'password_required', 'forbidden'] as const;
const guest = {
  tag: 'Guest uploads',
  access: 'anonymous',
  params: z.object({ token: SharedToken }),
  query: z.object({}),
} as const;
const params = z.object({ token: SharedToken, uploadId: Id });
const path = '/api/v1/shared/{token}/uploads';

export const createGuestUpload = defineEndpoint({
  ...guest,
  operationId: 'createGuestUpload',
  method: 'POST',
  path,
  summary: 'Announce a photo or video for the photo album behind a link',
  description:
    'For links whose owner lets visitors add files. The owner of the album has them from then on.',
  body: createUpload.body.omit({ photoAlbumId: true }).extend({
    /** What the visitor calls themselves; shown to the owner. */
    guestName: z.string().trim().max(100).default(''),
  }),
  status: 201,
  response: UploadDetails,
  errors: [...refusals, 'payload_too_large', 'quota_exceeded', 'storage_full'],
});

export const getGuestUpload = defineEndpoint({
  ...guest,
  operationId: 'getGuestUpload',
  method: 'GET',
  path: `${path}/{uploadId}`,
  summary: 'State of a file that was announced by this link, for who announced it',
  params,
  body: z.undefined(),
  status: 200,
  response: UploadDetails,
  errors: refusals,
});

export const signGuestUploadParts = defineEndpoint({
  ...guest,
  operationId: 'signGuestUploadParts',
  method: 'POST',
  path: `${path}/{uploadId}/parts`,
  summary: 'Signed URLs for parts of a file that was announced by this link',
  params,
  body: signUploadParts.body,
  status: 200,
  response: signUploadParts.response,
  errors: [...refusals, 'upload_not_open'],
});

export const completeGuestUpload = defineEndpoint({
  ...guest,
  operationId: 'completeGuestUpload',
  method: 'POST',
  path: `${path}/{uploadId}/complete`,
  summary: 'Say that all bytes of a file were sent; it goes into the album',
  description: 'Repeating it changes nothing.',
  params,
  body: z.undefined(),
  status: 200,
  response: UploadDetails,
  errors: [...refusals, 'upload_not_open', 'upload_incomplete'],
});

export const cancelGuestUpload = defineEndpoint({
  ...guest,
  operationId: 'cancelGuestUpload',
  method: 'DELETE',
  path: `${path}/{uploadId}`,
  summary: 'Cancel an unfinished file, or forget how it went',
  params,
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [...refusals, 'conflict'],
});

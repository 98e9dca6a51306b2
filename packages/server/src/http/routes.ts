import { cancelImport } from './endpoints/cancel-import.ts';
import { cancelUpload } from './endpoints/cancel-upload.ts';
import { completeUpload } from './endpoints/complete-upload.ts';
import { createApiToken } from './endpoints/create-api-token.ts';
import { createInvitation } from './endpoints/create-invitation.ts';
import { createUpload } from './endpoints/create-upload.ts';
import { deleteMe } from './endpoints/delete-me.ts';
import { getImport } from './endpoints/get-import.ts';
import { getInstance } from './endpoints/get-instance.ts';
import { getLiveness } from './endpoints/get-liveness.ts';
import { getMe } from './endpoints/get-me.ts';
import { getReadiness } from './endpoints/get-readiness.ts';
import { getSong } from './endpoints/get-song.ts';
import { getUpload } from './endpoints/get-upload.ts';
import { listApiTokens } from './endpoints/list-api-tokens.ts';
import { listImportProblems } from './endpoints/list-import-problems.ts';
import { listImports } from './endpoints/list-imports.ts';
import { listInvitations } from './endpoints/list-invitations.ts';
import { listOutbox } from './endpoints/list-outbox.ts';
import { listSongs } from './endpoints/list-songs.ts';
import { listUploads } from './endpoints/list-uploads.ts';
import { requestRendition } from './endpoints/request-rendition.ts';
import { retryUpload } from './endpoints/retry-upload.ts';
import { revokeApiToken } from './endpoints/revoke-api-token.ts';
import { revokeInvitation } from './endpoints/revoke-invitation.ts';
import { setUpInstance } from './endpoints/set-up-instance.ts';
import { signUploadParts } from './endpoints/sign-upload-parts.ts';
import { startImport } from './endpoints/start-import.ts';
import { streamSong } from './endpoints/stream-song.ts';
import { updateMe } from './endpoints/update-me.ts';
import type { Route } from './route.ts';

/** Every operation of the API with what it does. */
export const routes: readonly Route[] = [
  cancelImport,
  cancelUpload,
  completeUpload,
  createApiToken,
  createInvitation,
  createUpload,
  deleteMe,
  getImport,
  getInstance,
  getLiveness,
  getMe,
  getReadiness,
  getSong,
  getUpload,
  listApiTokens,
  listImportProblems,
  listImports,
  listInvitations,
  listOutbox,
  listSongs,
  listUploads,
  requestRendition,
  retryUpload,
  revokeApiToken,
  revokeInvitation,
  setUpInstance,
  signUploadParts,
  startImport,
  streamSong,
  updateMe,
];

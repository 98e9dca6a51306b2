import { cancelImport } from './endpoints/cancel-import.ts';
import { cancelUpload } from './endpoints/cancel-upload.ts';
import { completeUpload } from './endpoints/complete-upload.ts';
import { createUpload } from './endpoints/create-upload.ts';
import { getImport } from './endpoints/get-import.ts';
import { getInstance } from './endpoints/get-instance.ts';
import { getLiveness } from './endpoints/get-liveness.ts';
import { getMe } from './endpoints/get-me.ts';
import { getReadiness } from './endpoints/get-readiness.ts';
import { getSong } from './endpoints/get-song.ts';
import { getUpload } from './endpoints/get-upload.ts';
import { listImportProblems } from './endpoints/list-import-problems.ts';
import { listImports } from './endpoints/list-imports.ts';
import { listOutbox } from './endpoints/list-outbox.ts';
import { listSongs } from './endpoints/list-songs.ts';
import { listUploads } from './endpoints/list-uploads.ts';
import { requestRendition } from './endpoints/request-rendition.ts';
import { retryUpload } from './endpoints/retry-upload.ts';
import { setUpInstance } from './endpoints/set-up-instance.ts';
import { signUploadParts } from './endpoints/sign-upload-parts.ts';
import { startImport } from './endpoints/start-import.ts';
import { streamSong } from './endpoints/stream-song.ts';
import type { Route } from './route.ts';

/** Every operation of the API with what it does. */
export const routes: readonly Route[] = [
  cancelImport,
  cancelUpload,
  completeUpload,
  createUpload,
  getImport,
  getInstance,
  getLiveness,
  getMe,
  getReadiness,
  getSong,
  getUpload,
  listImportProblems,
  listImports,
  listOutbox,
  listSongs,
  listUploads,
  requestRendition,
  retryUpload,
  setUpInstance,
  signUploadParts,
  startImport,
  streamSong,
];

import type { Caller } from '../../identity/index.ts';
import { cancelUpload } from './cancel-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { createUpload, type NewUpload } from './create-upload.ts';
import type { UploadsDeps } from './deps.ts';
import { getOwnUpload, listUploads, withTransfer } from './get-upload.ts';
import { retryUpload } from './retry-upload.ts';
import { signUploadParts } from './sign-parts.ts';

export { type CompletionDeps, completeArrived } from './complete-upload.ts';
export type { NewUpload } from './create-upload.ts';
export type { UploadLimits, UploadsDeps } from './deps.ts';
export type {
  ProcessingResult,
  ProcessingState,
  ProcessingStep,
  Transfer,
  Upload,
  UploadWithTransfer,
} from './model.ts';
export { createOwnedUploads } from './owned-uploads.ts';
export type { UploadChange, UploadStore } from './ports.ts';
export {
  findUnprocessed,
  markFailed,
  markReady,
  markRejected,
  markRunning,
  type ProcessingDeps,
} from './processing.ts';
export type { SignedParts } from './sign-parts.ts';
export { type SweepDeps, type SweepResult, sweepUploads } from './sweep-uploads.ts';

export type Uploads = ReturnType<typeof createUploads>;

/** Files on their way in, for the person who sends them. */
export function createUploads(deps: UploadsDeps) {
  return {
    create: async (caller: Caller, input: NewUpload) =>
      withTransfer(deps, await createUpload(deps, caller, input)),
    list: (caller: Caller, query: { limit: number; cursor?: string | undefined }) =>
      listUploads(deps, caller, query),
    get: async (caller: Caller, uploadId: string) =>
      withTransfer(deps, await getOwnUpload(deps, caller, uploadId)),
    signParts: (caller: Caller, uploadId: string, partNumbers: readonly number[]) =>
      signUploadParts(deps, caller, uploadId, partNumbers),
    complete: async (caller: Caller, uploadId: string) =>
      withTransfer(deps, await completeUpload(deps, caller, uploadId)),
    retry: async (caller: Caller, uploadId: string) =>
      withTransfer(deps, await retryUpload(deps, caller, uploadId)),
    cancel: (caller: Caller, uploadId: string) => cancelUpload(deps, caller, uploadId),
  };
}

import { awsErrorsOf, type Translation } from '../../shared/aws-errors.ts';

const missing: Translation = ['not_found', 'There is no such object or upload.'];
const incomplete: Translation = ['upload_incomplete', 'Parts of the upload are missing.'];
const full: Translation = ['storage_full', 'The object store has no space left.'];

/** By the error code of S3 (API reference, "Error responses") or of a server like it. */
export const s3Errors = awsErrorsOf('object store', {
  NoSuchKey: missing,
  NotFound: missing, // the answer to a head has no body to say what
  NoSuchUpload: missing,
  NoSuchBucket: ['unavailable', 'The bucket of the object store does not exist.'],
  InvalidRange: ['range_not_satisfiable', 'The range lies outside the object.'],
  InvalidPart: incomplete,
  InvalidPartOrder: incomplete,
  EntityTooSmall: ['invalid_request', 'Every part but the last needs at least 5 MiB.'],
  EntityTooLarge: ['payload_too_large', 'The object store does not take objects this large.'],
  PreconditionFailed: ['unavailable', 'The object was replaced while it was being read.'],
  QuotaExceeded: full,
  InsufficientStorage: full,
  XMinioStorageFull: full,
  ENOSPC: ['storage_full', 'The server has no space left for temporary files.'],
});

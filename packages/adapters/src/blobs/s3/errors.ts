import type { ErrorCode } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

type Translation = [ErrorCode, string];

const missing: Translation = ['not_found', 'There is no such object or upload.'];
const incomplete: Translation = ['upload_incomplete', 'Parts of the upload are missing.'];
const full: Translation = ['storage_full', 'The object store has no space left.'];
const away: Translation = ['unavailable', 'The object store cannot be reached right now.'];
const busy: Translation = ['unavailable', 'The object store has too much to do right now.'];
const refused: Translation = ['unavailable', 'The object store refuses this server.'];

/** By the error code of S3 (API reference, "Error responses") or of a server like it. */
const byCode: Readonly<Record<string, Translation>> = {
  NoSuchKey: missing,
  NotFound: missing,
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
  SlowDown: busy,
  CredentialsProviderError: refused,
};

const networkCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'TimeoutError',
]);

/** Runs work that talks to S3 and throws what the port promises. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateError(error);
  }
}

/** What the port promises for an error of S3 or the way there. Other errors stay as they are. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MadrigalError) return error;
  const known = translationOf(error);
  return known ? new MadrigalError(...known, { cause: error }) : error;
}

function translationOf(error: Error): Translation | undefined {
  const known = byCode[error.name] ?? byCode[codeOf(error)];
  if (known) return known;
  if (isNetworkError(error)) return away;
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 404) return missing;
  if (status === 507) return full;
  if (status === 429 || status >= 500) return busy;
  // No right, wrong or expired credentials, a wrong region (301): nothing the caller can change.
  if (status === 401 || status === 403 || status < 400) return refused;
  return ['internal', 'The object store did not understand a request.'];
}

/** The connection failed before or within an answer. */
export function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return networkCodes.has(error.name) || networkCodes.has(codeOf(error));
}

/** For an error code inside a successful answer, as `DeleteObjects` gives them. */
export function errorOfCode(code: string): MadrigalError {
  return new MadrigalError(...(byCode[code] ?? (code === 'AccessDenied' ? refused : busy)));
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : '';
}

function statusOf(error: Error): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

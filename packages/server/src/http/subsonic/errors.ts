import type { ErrorCode } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

/** Codes of the specification's `error` element. */
export const codes = {
  generic: 0,
  missingParameter: 10,
  clientTooOld: 20,
  serverTooOld: 30,
  wrongCredentials: 40,
  conflictingCredentials: 43,
  invalidApiKey: 44,
  notAuthorized: 50,
  notFound: 70,
} as const;

/** A refusal in the words of the specification. */
export class SubsonicError extends Error {
  readonly code: number;
  /** Where the specification wants another status than 200. */
  readonly status: number;

  constructor(code: keyof typeof codes, message: string, status = 200) {
    super(message);
    this.name = 'SubsonicError';
    this.code = codes[code];
    this.status = status;
  }
}

const codeOf: Partial<Record<ErrorCode, keyof typeof codes>> = {
  not_found: 'notFound',
  invalid_credentials: 'wrongCredentials',
  unauthenticated: 'invalidApiKey',
  forbidden: 'notAuthorized',
};

/** What an app is told of a failure; null for one that nobody expected. */
export function toSubsonicError(error: unknown): SubsonicError | null {
  if (error instanceof SubsonicError) return error;
  if (!(error instanceof MadrigalError) || error.code === 'internal') return null;
  return new SubsonicError(codeOf[error.code] ?? 'generic', error.message);
}

/** Why something that the specification knows does nothing here. */
export function notImplemented(what: string): SubsonicError {
  return new SubsonicError('generic', `Madrigal has no ${what}.`);
}

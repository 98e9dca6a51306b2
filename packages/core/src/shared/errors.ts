import type { ErrorCode } from '@madrigal/contract';

export interface Fault {
  path: string;
  message: string;
}

/** What somebody stores, may store and has left, in bytes. */
export interface QuotaFigures {
  usedBytes: number;
  limitBytes: number;
  leftBytes: number;
}

interface Details {
  cause?: unknown;
  faults?: Fault[];
  retryAfterSeconds?: number;
  quota?: QuotaFigures;
}

/**
 * An expected failure with a stable code. The message is a sentence for the person who caused
 * it; it never holds secrets, addresses of engines or stack traces.
 */
export class MadrigalError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
  /** When trying again makes sense, in seconds from now; null where nobody can tell. */
  readonly retryAfterSeconds: number | null;
  /** Of `quota_exceeded`. */
  readonly quota: QuotaFigures | null;

  constructor(code: ErrorCode, message: string, options: Details = {}) {
    super(message, { cause: options.cause });
    this.name = 'MadrigalError';
    this.code = code;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.quota = options.quota ?? null;
  }
}

/** True when `error` is a {@link MadrigalError} with this code. */
export function hasCode(error: unknown, code: ErrorCode): error is MadrigalError {
  return error instanceof MadrigalError && error.code === code;
}

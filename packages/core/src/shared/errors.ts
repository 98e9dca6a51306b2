import type { ErrorCode } from '@madrigal/contract';

export interface Fault {
  path: string;
  message: string;
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

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; faults?: Fault[]; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'MadrigalError';
    this.code = code;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** True when `error` is a {@link MadrigalError} with this code. */
export function hasCode(error: unknown, code: ErrorCode): error is MadrigalError {
  return error instanceof MadrigalError && error.code === code;
}

import { type ErrorCode, Problem } from '@madrigal/contract';
import { formatBytes } from '../messages/format.ts';
import { language, t } from '../messages/index.ts';

/** `network`: no answer at all. Everything else is a code of the contract. */
export type FailureCode = ErrorCode | 'network';

/** A request that failed, with a stable code and words for the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: FailureCode;
  readonly status: number;
  readonly requestId: string | null;
  readonly faults: readonly { path: string; message: string }[];
  readonly quota: Problem['quota'];

  constructor(code: FailureCode, detail: string, problem?: Problem, status = problem?.status ?? 0) {
    super(detail);
    this.code = code;
    this.status = status;
    this.requestId = problem?.requestId ?? null;
    this.faults = problem?.faults ?? [];
    this.quota = problem?.quota;
  }
}

export function networkError(): ApiError {
  return new ApiError('network', t('error.network'));
}

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  429: 'too_many_requests',
  507: 'storage_full',
};

/** Reads the problem of a failed answer; a proxy in between may have answered something else. */
export async function errorOf(response: Response): Promise<ApiError> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiError(parsed.data.code, parsed.data.detail, parsed.data);
  const known = codeOfStatus[response.status];
  const code = known ?? (response.status >= 502 ? 'unavailable' : 'internal');
  return new ApiError(code, '', undefined, response.status);
}

/** Where the app's own words serve a person better than what the server says. */
const ownWords: readonly FailureCode[] = [
  'sign_in_again',
  'network',
  'unauthenticated',
  'forbidden',
  'not_found',
  'too_many_requests',
  'internal',
  'unavailable',
  'storage_full',
];

/** What to tell the person about any error. The server's own sentences are in English. */
export function describeError(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.internal');
  if (error.quota) {
    const { leftBytes, limitBytes } = error.quota;
    return t('error.noRoom', { left: formatBytes(leftBytes), limit: formatBytes(limitBytes) });
  }
  const own = language !== 'en' || ownWords.includes(error.code) || !error.message;
  return own ? t(`error.${error.code}`) : error.message;
}

export function isCode(error: unknown, code: FailureCode): boolean {
  return error instanceof ApiError && error.code === code;
}

import { type ErrorCode, errorTable } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

/** How Better Auth's own codes read in ours, where the status alone would not tell. */
const codes: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'invalid_credentials',
  EMAIL_NOT_VERIFIED: 'email_not_verified',
  INVALID_CODE: 'invalid_credentials',
  INVALID_BACKUP_CODE: 'invalid_credentials',
  INVALID_TWO_FACTOR_COOKIE: 'unauthenticated',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too_many_requests',
  INVALID_TOKEN: 'invalid_token',
  TOKEN_EXPIRED: 'invalid_token',
};

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

/** Better Auth's answer with an error status, in the vocabulary of the contract. */
export async function translateRefusal(response: Response): Promise<MadrigalError> {
  const { code: theirs, message } = await readObject(response);
  const code = ourCode(response.status, String(theirs));
  const wait = Number(response.headers.get('x-retry-after') ?? Number.NaN);
  return new MadrigalError(
    code,
    typeof message === 'string' ? message : errorTable[code].title,
    wait > 0 ? { retryAfterSeconds: wait } : {},
  );
}

function ourCode(status: number, theirs: string): ErrorCode {
  return codes[theirs] ?? codeOfStatus[status] ?? (status >= 500 ? 'internal' : 'invalid_request');
}

async function readObject(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {}; // an empty body, or one that is not JSON, has nothing to add to the status
  }
}

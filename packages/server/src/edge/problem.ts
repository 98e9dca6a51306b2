import type { ServerResponse } from 'node:http';
import { type ErrorCode, errorTable, type Problem } from '@madrigal/contract';
import { type Logger, MadrigalError, newId } from '@madrigal/core/shared';

type Headers = Record<string, string | number>;

/** Answers an error as problem+json (RFC 9457); unexpected ones are logged and keep their secret. */
export function beginProblem(
  res: ServerResponse,
  error: unknown,
  logger: Logger,
  headers: Headers,
): void {
  const requestId = newId();
  const expected = error instanceof MadrigalError;
  const code: ErrorCode = expected ? error.code : 'internal';
  const { status, title } = errorTable[code];
  if (status >= 500) logger.error({ err: error, requestId }, 'The edge could not answer a request');
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    code,
    detail: expected ? error.message : 'Something went wrong on the server.',
    requestId,
  };
  const body = JSON.stringify(problem);
  res.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  res.write(body);
}

import { type ErrorCode, errorTable, type Problem } from '@madrigal/contract';
import type { HttpResult } from './events.ts';

/** A problem that is told before the application is asked, or instead of what it said. */
export function problemResult(code: ErrorCode, detail: string, requestId: string): HttpResult {
  const { status, title } = errorTable[code];
  const problem: Problem = { type: 'about:blank', title, status, code, detail, requestId };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ...(code === 'unavailable' && { 'retry-after': '1' }),
    },
    cookies: [],
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
}

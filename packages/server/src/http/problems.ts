import { type ErrorCode, errorTable, type Problem } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What Fastify's own refusals are in the contract, by the status it gives them. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'invalid_request',
  413: 'payload_too_large',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  431: 'invalid_request',
  503: 'unavailable',
};

/** The one place where a failure becomes an answer: problem+json by the table of the contract. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = toMadrigalError(error);
  const { status, title } = errorTable[failure.code];
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    code: failure.code,
    detail: failure.message,
    requestId: request.id,
    ...(failure.faults.length > 0 ? { faults: [...failure.faults] } : {}),
    ...(failure.quota ? { quota: failure.quota } : {}),
  };
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (failure.retryAfterSeconds !== null) reply.header('retry-after', failure.retryAfterSeconds);
  return reply
    .status(status)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

/** The error itself where it was expected; nothing of the others reaches the client. */
function toMadrigalError(error: unknown): MadrigalError {
  if (error instanceof MadrigalError) return error;
  const status = statusOf(error);
  const code = codeOfStatus[status];
  if (code) return new MadrigalError(code, `${errorTable[code].title}.`, { cause: error });
  return new MadrigalError('internal', 'Something went wrong on the server.', { cause: error });
}

function statusOf(error: unknown): number {
  const known = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
  return known && 'statusCode' in error ? Number(error.statusCode) : 500;
}

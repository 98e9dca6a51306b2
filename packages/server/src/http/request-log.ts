import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forRequest } from '../request-context.ts';
import { inSpan, type RequestSpan, startRequestSpan, TRACE_HEADER } from '../tracing/index.ts';
import type { HttpDeps } from './deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Operation of the contract, or a name of ours for what is not in it. */
    operationId?: string;
  }
  interface FastifyRequest {
    requestSpan: RequestSpan;
  }
}

/**
 * One line per request. Queries are left out, because they hold signatures, and so are headers,
 * because they hold tokens and cookies; of the token of a link only its place is told. What a handler
 * starts knows the request it is for, and its span.
 */
export function registerRequestLog(
  app: FastifyInstance,
  { onRequestEnd }: Pick<HttpDeps, 'onRequestEnd'>,
): void {
  app.decorateRequest('requestSpan');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    request.requestSpan = startRequestSpan({
      method: request.method,
      path: pathOf(request),
      route: request.routeOptions.url,
      requestId: request.id,
      caller: request.headers[TRACE_HEADER],
    });
  });
  // Not earlier: what reads the body would not know.
  app.addHook('preHandler', (request, _reply, done) =>
    forRequest({ requestId: request.id, inJob: false }, () =>
      inSpan(request.requestSpan.span, done),
    ),
  );
  app.addHook('onResponse', async (request, reply) => {
    const { operationId } = request.routeOptions.config;
    const operation = operationId ?? 'none';
    request.requestSpan.end({ operation, status: reply.statusCode });
    onRequestEnd?.({ operation, status: reply.statusCode, ms: reply.elapsedTime });
    const path = pathOf(request);
    const line = {
      operationId,
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (path.startsWith('/health/')) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  });
}

function pathOf({ url, params }: FastifyRequest): string {
  const path = url.split('?', 1)[0] ?? '';
  const { token } = (params ?? {}) as { token?: string };
  return token ? path.replace(encodeURIComponent(token), ':token') : path;
}

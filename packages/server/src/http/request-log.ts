import type { FastifyInstance } from 'fastify';
import { forRequest } from '../request-context.ts';
import type { HttpDeps } from './deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Operation of the contract, or a name of ours for what is not in it. */
    operationId?: string;
  }
}

/**
 * One line per request. Queries are left out, because they hold signatures, and so are headers,
 * because they hold tokens and cookies. What a handler starts knows the request it is for.
 */
export function registerRequestLog(
  app: FastifyInstance,
  { onRequestEnd }: Pick<HttpDeps, 'onRequestEnd'>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  // Not earlier: what reads the body would not know.
  app.addHook('preHandler', (request, _reply, done) =>
    forRequest({ requestId: request.id, inJob: false }, done),
  );
  app.addHook('onResponse', async (request, reply) => {
    const { operationId } = request.routeOptions.config;
    onRequestEnd?.({
      operation: operationId ?? 'none',
      status: reply.statusCode,
      ms: reply.elapsedTime,
    });
    const path = request.url.split('?', 1)[0];
    const line = {
      operationId,
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (path?.startsWith('/health/')) request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  });
}

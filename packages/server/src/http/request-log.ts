import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Operation of the contract, or a name of ours for what is not in it. */
    operationId?: string;
  }
}

/**
 * One line per request. Queries are left out, because they hold signatures, and so are headers,
 * because they hold tokens and cookies.
 */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { operationId } = request.routeOptions.config;
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

import type { FastifyInstance } from 'fastify';
import { buildOpenApi } from './openapi.ts';

/** Serves the API's description, written when it is first asked for. */
export function registerOpenApi(app: FastifyInstance): void {
  let document: string | undefined;
  app.get('/api/v1/openapi.json', { config: { operationId: 'openapi' } }, (_request, reply) => {
    document ??= JSON.stringify(buildOpenApi());
    return reply.header('cache-control', 'no-cache').type('application/json').send(document);
  });
}

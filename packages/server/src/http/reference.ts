import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { buildOpenApi } from './openapi.ts';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ownPages = fileURLToPath(new URL('./reference/', import.meta.url));

const FILES = new Set([
  '/',
  '/index.html',
  '/start.js',
  '/swagger-ui.css',
  '/swagger-ui-bundle.js',
  '/favicon-32x32.png',
]);

/** Serves the API's description, and a page to read it that needs no network. */
export function registerReference(app: FastifyInstance): void {
  const document = JSON.stringify(buildOpenApi());
  app.get('/api/v1/openapi.json', { config: { operationId: 'openapi' } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/json').send(document),
  );
  app.get('/docs', (_request, reply) => reply.redirect('/docs/'));
  app.register(fastifyStatic, {
    root: [ownPages, swaggerUi],
    prefix: '/docs/',
    decorateReply: false,
    cacheControl: false,
    allowedPath: (path) => FILES.has(path),
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache');
    },
  });
}

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

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

/** Serves a page to read the API's description that needs no network. */
export function registerReference(app: FastifyInstance): void {
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

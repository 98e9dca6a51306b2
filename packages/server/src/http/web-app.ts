import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_SECONDS = 365 * 24 * 3600;
/** Paths that belong to programs: what is missing there is a problem, never a page. */
const NO_PAGES = /^\/(api|assets|cdn|docs|health|raw|rest)(\/|$)/;

const MISSING = `<!doctype html>
<html lang="en">
<title>Madrigal</title>
<h1>The web app has not been built yet</h1>
<p>The server runs. Build the web app with <code>npm run build --workspace apps/web</code>,
start again, and reload this page. The API is described at <a href="/docs/">/docs</a>.</p>
</html>
`;

/**
 * Serves the web app from its folder: hashed files for good, pages always fresh. Whatever path is
 * no file is a page of the app, which finds its way by itself.
 */
export function registerWebApp(app: FastifyInstance, webFolder: string): void {
  const isBuilt = existsSync(join(webFolder, 'index.html'));
  if (isBuilt) {
    app.register(fastifyStatic, {
      root: webFolder,
      // One route per file that is there: no other path ever reaches the file system.
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(webFolder, 'assets'));
        reply.header(
          'cache-control',
          isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) throw new MadrigalError('not_found', 'There is nothing here.');
    return isBuilt ? reply.sendFile('index.html') : sendMissing(reply);
  });
}

function wantsPage(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const path = request.url.split('?', 1)[0] ?? '';
  return isRead && !NO_PAGES.test(path) && /html|\*\/\*/.test(request.headers.accept ?? '*/*');
}

function sendMissing(reply: FastifyReply): FastifyReply {
  return reply.status(503).header('cache-control', 'no-store').type('text/html').send(MISSING);
}

import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from './deps.ts';

/** Headers that tell browsers what the pages of this server may do. */
export function registerSecurityHeaders(
  app: FastifyInstance,
  { publicUrl, edgeUrl }: Pick<HttpSettings, 'publicUrl' | 'edgeUrl'>,
): void {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  const files = edgeUrl ? ["'self'", edgeUrl] : ["'self'"];
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Menus and dialogs place themselves with styles of their own; scripts stay forbidden.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: [...files, 'data:', 'blob:'],
        mediaSrc: [...files, 'blob:'],
        connectSrc: files,
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Both do nothing but complain where a page came over plain HTTP.
    crossOriginOpenerPolicy: isHttps,
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
}

import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from './deps.ts';

/** Headers that tell browsers what the pages of this server may do. */
export function registerSecurityHeaders(
  app: FastifyInstance,
  settings: Pick<HttpSettings, 'publicUrl' | 'edgeUrl' | 'uploadOrigin' | 'userPool'>,
): void {
  const isHttps = settings.publicUrl?.startsWith('https:') ?? false;
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: pageDirectives(settings),
    },
    // Both do nothing but complain where a page came over plain HTTP.
    crossOriginOpenerPolicy: isHttps,
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** What a page of the web app may load from where (Content Security Policy, level 3). */
function pageDirectives({
  edgeUrl,
  uploadOrigin,
  userPool,
}: Pick<HttpSettings, 'edgeUrl' | 'uploadOrigin' | 'userPool'>) {
  const files = edgeUrl ? ["'self'", edgeUrl] : ["'self'"];
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Menus and dialogs place themselves with styles of their own; scripts stay forbidden.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: [...files, 'data:', 'blob:'],
    mediaSrc: [...files, 'blob:'],
    connectSrc: [...files, ...(uploadOrigin ? [uploadOrigin] : []), ...signInAt(userPool)],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  };
}

/** Where pages sign in by themselves: the user pool, and its own pages, which give tokens for codes. */
function signInAt(userPool: HttpSettings['userPool']): string[] {
  if (!userPool) return [];
  const { endpoint, region, hostedDomain } = userPool;
  const pool = endpoint ?? `https://cognito-idp.${region}.amazonaws.com`;
  return hostedDomain ? [pool, `https://${hostedDomain}`] : [pool];
}

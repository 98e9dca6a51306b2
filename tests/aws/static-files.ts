import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { contentSecurityPolicy } from '../../infra/aws/src/headers.ts';

/** What CloudFront serves from the web bucket, and the headers that it adds. */
export interface StaticFiles {
  folder: string;
  headers: Readonly<Record<string, string>>;
}

/** Headers of pages, as the distribution adds them (`infra/aws/src/constructs/edge.ts`). */
export function pageHeaders(connects: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(connects),
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** A file of the web app. */
export async function sendFile(
  { folder, headers }: StaticFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const asked = join(folder, normalize(decodeURI(path)));
  const isFile = asked.startsWith(folder) && (await stat(asked).catch(() => null))?.isFile();
  if (!isFile) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  const isHashed = path.startsWith('/assets/');
  response.writeHead(200, {
    ...headers,
    'content-type': types[extname(asked)] ?? 'application/octet-stream',
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(asked).pipe(response);
}

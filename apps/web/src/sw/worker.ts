import { keptCache, keptPath, takeOverMessage } from './paths.ts';
import { answerRange } from './ranges.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: all files of this version of the app. */
declare const __SHELL__: { version: string; files: readonly string[] };

const shell = `madrigal-shell-${__SHELL__.version}`;
const shellFiles = new Set(__SHELL__.files);
/** What belongs to the server and is never answered from here. */
const ofServer = /^\/(api|cdn|docs|health|metrics|raw|rest)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(fillShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells());
});

self.addEventListener('message', (event) => {
  if (event.data === takeOverMessage) void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== 'GET') return;
  if (url.pathname.startsWith(keptPath)) event.respondWith(answerKept(request));
  else if (ofServer.test(url.pathname)) return;
  else if (request.mode === 'navigate') event.respondWith(answerPage(request));
  else if (shellFiles.has(url.pathname)) event.respondWith(answerShell(request, url.pathname));
});

/** Past the browser's own cache, so that a version never mixes with files of another one. */
async function fillShell(): Promise<void> {
  const cache = await caches.open(shell);
  await cache.addAll(__SHELL__.files.map((file) => new Request(file, { cache: 'reload' })));
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('madrigal-shell-') && name !== shell);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Pages come from the server, so that they are never older than it; without it from here. */
async function answerPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match('/', { cacheName: shell });
    if (page) return page;
    throw error;
  }
}

async function answerShell(request: Request, path: string): Promise<Response> {
  return (await caches.match(path, { cacheName: shell })) ?? fetch(request);
}

async function answerKept(request: Request): Promise<Response> {
  const stored = await caches.match(new URL(request.url).pathname, { cacheName: keptCache });
  return stored ? answerRange(request, stored) : new Response(null, { status: 404 });
}

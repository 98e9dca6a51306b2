import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import {
  defaultFunction,
  type FunctionRoute,
  functionRoutes,
} from '../../packages/server/src/http/function-of.ts';
import { atTheEdge } from './at-the-edge.ts';
import { FunctionError, type LocalFunction } from './function.ts';
import { toEvent } from './http-api-event.ts';
import { type StaticFiles, sendFile } from './static-files.ts';

/** What an HTTP API takes ("Quotas for HTTP APIs"), in bytes. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** How long a request may take to arrive, in ms. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
};

export interface GatewayOptions {
  port: number;
  functions: ReadonlyMap<string, Pick<LocalFunction, 'invoke'>>;
  /** Where `/cdn/` is asked for. */
  edgeUrl: string;
  web: StaticFiles;
  /** What CloudFront adds so that functions believe it. */
  originSecret: string;
}

interface FunctionAnswer {
  statusCode?: number;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

/**
 * CloudFront and an HTTP API of API Gateway in one: files of the web app, the edge below `/cdn/`, and
 * functions below `/api/` by events of payload format 2.0 ("Create AWS Lambda proxy integrations for
 * HTTP APIs").
 */
export async function startGateway(
  options: GatewayOptions,
): Promise<{ url: string; dispose(): void }> {
  const routes = functionRoutes().map((route) => ({ ...route, pattern: patternOf(route) }));
  const server = createServer(patience, (request, response) => {
    serve(options, routes, request, response).catch((error) => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, { message: 'Internal Server Error' });
      process.stderr.write(`gateway: ${request.method} ${request.url}: ${error}\n`);
    });
  }).listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${options.port}`,
    dispose: () => void server.close().closeAllConnections(),
  };
}

type Route = FunctionRoute & { pattern: RegExp };

async function serve(
  options: GatewayOptions,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path.startsWith('/cdn/')) return passOn(options.edgeUrl, request, response);
  if (!/^\/(api|health|rest)\//.test(path)) {
    const { uri } = atTheEdge.pages({ request: { uri: path, headers: {} }, viewer: { ip: '' } });
    return sendFile(options.web, uri, request, response);
  }
  const route = routeOf(routes, request.method ?? 'GET', path);
  const body = await readBody(request);
  if (!body) return answer(response, 413, { message: 'Request Entity Too Large' });
  const name = route?.function ?? defaultFunction;
  const event = toEvent({ ...options, path, route }, request, body);
  try {
    send(response, (await options.functions.get(name)?.invoke(event)) as FunctionAnswer);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    process.stderr.write(`gateway: ${name}: ${error.message}\n`);
    if (error.type === 'RequestTooLarge')
      answer(response, 413, { message: 'Request Entity Too Large' });
    else if (error.type === 'Sandbox.Timedout' || error.type === 'TooManyRequests')
      answer(response, 503, { message: 'Service Unavailable' });
    else answer(response, 500, { message: 'Internal Server Error' });
  }
}

/** A fixed part of a path goes before a variable one, a method before ANY. */
function routeOf(routes: readonly Route[], method: string, path: string): Route | undefined {
  const fixed = (route: Route) =>
    route.path
      .split('/')
      .map((part) => (part.startsWith('{') ? '1' : '0'))
      .join('');
  return routes
    .filter((route) => route.pattern.test(path) && [method, 'ANY'].includes(route.method))
    .sort((a, b) => fixed(a).localeCompare(fixed(b)) || (a.method === 'ANY' ? 1 : -1))[0];
}

function patternOf({ path }: FunctionRoute): RegExp {
  const text = path
    .split('/')
    .map((part) => {
      if (part.endsWith('+}')) return '.+';
      return part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${text}$`);
}

/** Null for more than the API takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks);
}

function send(response: ServerResponse, result: FunctionAnswer): void {
  const { statusCode = 200, headers = {}, cookies = [], body = '', isBase64Encoded } = result;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(statusCode);
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function passOn(origin: string, request: IncomingMessage, response: ServerResponse): void {
  const onward = httpRequest(origin, {
    path: request.url ?? '/', // as it came: a URL would climb where it says ".."
    method: request.method ?? 'GET',
    headers: { ...request.headers, host: new URL(origin).host },
  });
  onward.on('response', (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
    answered.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else answer(response, 502, { message: 'Bad Gateway' });
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

import type { ServerResponse } from 'node:http';
import { listenToEvents } from '@madrigal/contract';
import type { PublishedEvent } from '@madrigal/core/notifications';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { refuseMethodsExcept } from './methods.ts';
import { identify } from './route.ts';

/** Often enough that proxies do not take a quiet stream for a dead one. */
const HEARTBEAT_MS = 20_000;
/** As long as an access token is valid: whoever lost theirs hears nothing more. */
const LONGEST_MS = 5 * 60_000;
const RETRY_MS = 2000;
/** A client that takes nothing while this much waits for it is cut off; it may resume. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Serves the events of the caller as an endless answer. */
export function registerEventStream(
  app: FastifyInstance,
  { services }: Pick<HttpDeps, 'services'>,
): void {
  app.get(
    listenToEvents.path,
    { config: { operationId: listenToEvents.operationId } },
    async (request, reply) => {
      const caller = await identify(listenToEvents, request, services.tokens);
      const lastId = request.headers['last-event-id']?.toString() ?? null;
      const stream = openStream(reply);
      endWith(services.lifecycle?.closing, stream);
      const stop = await services.events.subscribe(caller?.userId ?? '', lastId, (published) =>
        send(stream, published),
      );
      stream.once('close', stop);
      if (stream.destroyed) stop();
      return reply;
    },
  );
  refuseMethodsExcept(app, listenToEvents.path, ['GET']);
}

function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx would hold events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  stream.write(`retry: ${RETRY_MS}\n\n`);
  const heartbeat = setInterval(() => stream.write(':\n\n'), HEARTBEAT_MS);
  const end = setTimeout(() => stream.end(), LONGEST_MS);
  stream.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(end);
  });
  return stream;
}

/** Listeners come back by themselves, to whoever takes over. */
function endWith(closing: AbortSignal | undefined, stream: ServerResponse): void {
  const end = () => stream.end();
  closing?.addEventListener('abort', end, { once: true });
  stream.once('close', () => closing?.removeEventListener('abort', end));
  if (closing?.aborted) end();
}

function send(stream: ServerResponse, { id, event }: PublishedEvent): void {
  if (stream.writableLength > MOST_WAITING_BYTES) stream.destroy();
  else stream.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
}

import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askAgain } from './ask-again.ts';
import { handleAudited } from './audit-sign-in.ts';
import type { HttpDeps } from './deps.ts';
import { refuseMethodsExcept } from './methods.ts';

const PATH = '/api/auth/*';
const CLIENT_IP_HEADER = 'x-madrigal-client-ip';

/** Asked by every open page. Other GETs of sign-in use something up. */
const ONLY_READS = /^\/api\/auth\/(token|get-session|jwks)$/;

/** Headers that end at this hop, or that only we may say. */
const NOT_PASSED_ON =
  /^(connection|keep-alive|transfer-encoding|content-length|forwarded|x-forwarded-.*|x-real-ip|x-madrigal-.*)$/;

/** Passes `/api/auth/*` to the engine of the accounts as web requests, byte for byte. */
export function registerAuth(app: FastifyInstance, { services }: Pick<HttpDeps, 'services'>): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    scope.route({
      method: ['GET', 'POST'],
      url: PATH,
      config: { operationId: 'auth' },
      handler: async (request, reply) => sendWebResponse(reply, await answer(services, request)),
    });
    refuseMethodsExcept(scope, PATH, ['GET', 'POST']);
  });
}

function answer(services: HttpDeps['services'], request: FastifyRequest): Promise<Response> {
  const work = () => handleAudited(services, request, toWebRequest(request));
  return ONLY_READS.test(request.url) ? askAgain(work) : work();
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.raw.headers)) {
    if (NOT_PASSED_ON.test(name)) continue;
    for (const item of [value ?? []].flat()) headers.append(name, item);
  }
  headers.set(CLIENT_IP_HEADER, request.ip);
  const { body } = request;
  return new Request(urlOf(request), {
    method: request.method,
    headers,
    ...(Buffer.isBuffer(body) ? { body: new Uint8Array(body) } : {}),
  });
}

/** The URL the client used. @throws MadrigalError `invalid_request` for a Host that is none */
function urlOf(request: FastifyRequest): URL {
  const url = URL.parse(request.raw.url ?? '', `${request.protocol}://${request.host}`);
  if (!url) throw new MadrigalError('invalid_request', 'The Host header is not valid.');
  return url;
}

async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.status(response.status).header('cache-control', 'no-store');
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') reply.header(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.send(Buffer.from(await response.arrayBuffer()));
}

import { type AttemptLimit, createAttemptLimit } from '@madrigal/core/identity';
import { type Clock, systemClock } from '@madrigal/core/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpDeps } from '../deps.ts';
import { SubsonicError } from './errors.ts';
import { findMethod } from './methods/index.ts';
import { extensions } from './methods/system.ts';
import { parseParams, type RawParams, readParams } from './params.ts';
import { sendBody, sendError } from './reply.ts';
import { signIn } from './sign-in.ts';

const FAILED_SIGN_INS = 20;
const MINUTE_MS = 60_000;

type Deps = Pick<HttpDeps, 'services' | 'settings'>;

/**
 * Serves OpenSubsonic below `/rest/`, for the music apps that people have already. One more face of
 * the same use cases; see docs/opensubsonic.md.
 */
export function registerSubsonic(app: FastifyInstance, deps: Deps, clock: Clock = systemClock) {
  const limit = createAttemptLimit(clock, FAILED_SIGN_INS, MINUTE_MS);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
      const isForm = /^application\/x-www-form-urlencoded\b/i;
      done(null, isForm.test(request.headers['content-type'] ?? '') ? body : '');
    });
    // Web players on any origin may read: what is asked for carries its own permission, cookies do
    // not count here.
    scope.addHook('onRequest', async (_, reply) => {
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
    });
    scope.setErrorHandler((error, request, reply) =>
      sendError(error, request, reply, readParams(request)),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: '/rest/:method',
      config: { operationId: 'subsonic' },
      handler: (request, reply) => serve(deps, limit, request, reply),
    });
    scope.all('/rest/*', { config: { operationId: 'subsonic' } }, unknownMethod);
    scope.all('/rest', { config: { operationId: 'subsonic' } }, unknownMethod);
  });
}

async function unknownMethod(): Promise<never> {
  throw new SubsonicError('generic', 'There is no such method.', 404);
}

async function serve(
  deps: Deps,
  limit: AttemptLimit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const params = readParams(request);
  const name = (request.params as { method: string }).method.replace(/\.view$/i, '').toLowerCase();
  // Apps ask what they may rely on before they know anybody.
  if (name === 'getopensubsonicextensions') return sendBody(reply, params, extensions());
  const body = await call(deps, limit, { name, params, request, reply });
  return body === null ? reply : sendBody(reply, params, body);
}

interface Call {
  name: string;
  params: RawParams;
  request: FastifyRequest;
  reply: FastifyReply;
}

async function call(deps: Deps, limit: AttemptLimit, { name, params, request, reply }: Call) {
  const method = findMethod(name);
  if (!method) return unknownMethod();
  const user = await signIn(deps.services, limit, request, params);
  if (method.writes && user.caller.scope === 'read') {
    throw new SubsonicError('notAuthorized', 'This API token can only read.');
  }
  method.check?.(user.caller);
  const context = { ...deps, ...user, request, reply };
  return method.run(parseParams(method.params, params), context);
}

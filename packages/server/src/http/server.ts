import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import rateLimit from '@fastify/rate-limit';
import { MadrigalError } from '@madrigal/core/shared';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { registerAuth } from './auth.ts';
import type { Extra, HttpDeps } from './deps.ts';
import { registerEventStream } from './event-stream.ts';
import { registerExport } from './export.ts';
import { limitStore } from './limit-store.ts';
import { refuseOtherMethods } from './methods.ts';
import { registerMetrics } from './metrics.ts';
import { networkOf } from './network-of.ts';
import { registerOpenApi } from './openapi-document.ts';
import { sendProblem } from './problems.ts';
import { registerRequestLog } from './request-log.ts';
import { registerRoute } from './route.ts';
import { routes } from './routes.ts';
import { registerSecurityHeaders } from './security-headers.ts';
import { isStorable } from './storable.ts';
import { registerSubsonic } from './subsonic/index.ts';
import { registerVideoTexts } from './video-texts.ts';

const BODY_LIMIT_BYTES = 1024 ** 2;

/**
 * Everything that is served over HTTP but bytes of media: the API, sign-in, its reference, and the
 * web app. Ready to serve through `listen`, `inject` or `routing`.
 */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    requestIdHeader: false,
    genReqId: (raw) => deps.requestIdOf?.(raw as IncomingMessage) ?? randomUUID(),
    trustProxy: deps.settings.trustProxy ? [...deps.settings.trustProxy] : false,
    bodyLimit: BODY_LIMIT_BYTES,
    frameworkErrors: sendProblem,
  });
  app.setErrorHandler(sendProblem);
  readJson(app);
  registerRequestLog(app, deps);
  registerSecurityHeaders(app, deps.settings);
  await app.register(rateLimit, {
    global: false,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: tooManyRequests,
    // While the counter is away, requests are not limited rather than refused.
    ...(deps.requestCounter && { store: limitStore(deps.requestCounter), skipOnError: true }),
  });
  const { part } = deps;
  const own = part ? new Set(part.endpoints) : null;
  const has = (extra: Extra) => !part || part.extras.includes(extra);
  app.register(async (api) => {
    const served = routes.filter(({ endpoint }) => !own || own.has(endpoint));
    for (const item of served) registerRoute(api, item, deps);
    const paths = new Set(served.map(({ endpoint }) => endpoint.path));
    refuseOtherMethods(
      api,
      routes.map(({ endpoint }) => endpoint).filter(({ path }) => paths.has(path)),
    );
  });
  if (has('events') && !deps.settings.polls) registerEventStream(app, deps);
  if (has('opensubsonic')) registerSubsonic(app, deps);
  if (has('export')) registerExport(app, deps);
  if (has('auth')) registerAuth(app, deps);
  if (has('openapi')) registerOpenApi(app);
  // Not loaded where they are not served: functions start faster without.
  if (has('reference')) (await import('./reference.ts')).registerReference(app);
  if (has('videoTexts')) registerVideoTexts(app, deps);
  if (has('metrics')) registerMetrics(app, deps);
  if (part) app.setNotFoundHandler(refuseUnknown);
  else (await import('./web-app.ts')).registerWebApp(app, deps.webFolder);
  await app.ready();
  return app;
}

const unstorable = 'The text contains characters that cannot be stored.';

function refuseUnknown(): never {
  throw new MadrigalError('not_found', 'There is nothing here.');
}

/**
 * Takes an empty JSON body for none, as many clients name the type on every request, and refuses text that
 * could not be stored.
 */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  // Fastify would read plain text, too, which forms of other sites may send.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    const json = String(body);
    parse(request, json, (error, value) => {
      if (error || isStorable(json, value)) done(error, value);
      else done(new MadrigalError('invalid_request', unstorable));
    });
  });
}

function tooManyRequests(_request: unknown, { ttl }: { ttl: number }): MadrigalError {
  const seconds = Math.ceil(ttl / 1000);
  return new MadrigalError('too_many_requests', `Try again in ${seconds} seconds.`, {
    retryAfterSeconds: seconds,
  });
}

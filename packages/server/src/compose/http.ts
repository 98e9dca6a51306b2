import { fileURLToPath } from 'node:url';
import { type Config, isWhole } from '../config/index.ts';
import { createEdge } from '../edge/index.ts';
import {
  createHttpServer,
  type HttpDeps,
  type HttpServices,
  type Lifecycle,
  partOfServices,
} from '../http/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { uploadOriginOf } from './blobs.ts';
import type { Engines } from './engines.ts';
import type { Log } from './log.ts';
import type { createUseCases } from './use-cases.ts';

const webFolder = fileURLToPath(new URL('../../../../apps/web/dist/', import.meta.url));

/** The HTTP server of this process, ready to serve. */
export function createHttp(
  config: Config,
  log: Log,
  { metrics, ...engines }: Engines & { metrics: Metrics },
  useCases: ReturnType<typeof createUseCases>,
  lifecycle: Lifecycle,
  {
    trustProxy = config.http.trustProxy,
    ...own
  }: Pick<HttpDeps, 'part' | 'requestIdOf'> & Partial<Pick<Config['http'], 'trustProxy'>> = {},
) {
  return createHttpServer({
    logger: log,
    settings: { ...httpSettings(config), trustProxy },
    ...(isWhole(config) ? {} : { part: partOfServices(config.services) }),
    requestCounter: engines.requestCounter,
    services: {
      ...useCases,
      accounts: engines.accounts,
      tokens: engines.accounts.tokens,
      outbox: engines.mail.outbox,
      texts: engines.sms.outbox,
      events: engines.events,
      ping: engines.ping,
      lifecycle,
      sendFile: createFileSender(log, engines, metrics, useCases.delivery),
    },
    webFolder,
    metrics: metrics.render,
    onRequestEnd: metrics.onRequest,
    ...own,
  });
}

/** What the HTTP layer of every process is told. */
export function httpSettings(config: Config): HttpDeps['settings'] {
  const { http, accounts } = config;
  return {
    publicUrl: http.publicUrl,
    edgeUrl: http.edgeUrl,
    redirectApps: http.redirectApps,
    uploadOrigin: uploadOriginOf(config),
    trustProxy: http.trustProxy,
    registration: accounts.registration,
    providers: accounts.providers.map(({ id, name }) => ({ id, name })),
    userPool: accounts.userPool,
    metricsToken: http.metricsToken,
    mail: config.mail.kind,
    sms: config.sms.kind,
    polls: config.events.kind === 'poll',
  };
}

/**
 * Answers requests with files by asking the edge in this process, as if they had come to it with a
 * signed URL: ranges, conditions and figures are its own.
 */
function createFileSender(
  logger: Log,
  { blobs, verifier, clock }: Pick<Engines, 'blobs' | 'verifier' | 'clock'>,
  metrics: Metrics,
  delivery: Pick<ReturnType<typeof createUseCases>['delivery'], 'urlFor'>,
): HttpServices['sendFile'] {
  const edge = createEdge({
    blobs: blobs.processed.store,
    verifier,
    clock,
    logger,
    onAnswer: metrics.onEdgeAnswer,
  });
  return (key, req, res) => {
    const { pathname, search } = new URL(delivery.urlFor(key), 'http://localhost');
    req.url = pathname + search;
    // Forms are posted for what is only read.
    if (req.method !== 'HEAD') req.method = 'GET';
    edge(req, res);
  };
}

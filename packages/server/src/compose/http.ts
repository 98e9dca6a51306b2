import { fileURLToPath } from 'node:url';
import { type Config, isWhole } from '../config/index.ts';
import { createHttpServer, type HttpDeps, type Lifecycle } from '../http/index.ts';
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
) {
  return createHttpServer({
    logger: log,
    settings: httpSettings(config),
    ...(isWhole(config) ? {} : { only: config.services }),
    requestCounter: engines.requestCounter,
    services: {
      ...useCases,
      accounts: engines.accounts,
      tokens: engines.accounts.tokens,
      outbox: engines.mail.outbox,
      events: engines.events,
      ping: engines.ping,
      lifecycle,
    },
    webFolder,
    metrics: metrics.render,
    onRequestEnd: metrics.onRequest,
  });
}

/** What the HTTP layer of every process is told. */
export function httpSettings(config: Config): HttpDeps['settings'] {
  const { http, accounts } = config;
  return {
    publicUrl: http.publicUrl,
    edgeUrl: http.edgeUrl,
    uploadOrigin: uploadOriginOf(config),
    trustProxy: http.trustProxy,
    registration: accounts.registration,
    metricsToken: http.metricsToken,
  };
}

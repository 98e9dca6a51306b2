import type { Config } from '../config/index.ts';
import { createHttpServer } from '../http/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Engines } from './engines.ts';
import type { Log } from './log.ts';
import type { createUseCases } from './use-cases.ts';

/** The HTTP server of this process, ready to serve. */
export function createHttp(
  { http, accounts }: Config,
  log: Log,
  { metrics, ...engines }: Engines & { metrics: Metrics },
  useCases: ReturnType<typeof createUseCases>,
  webFolder: string,
) {
  return createHttpServer({
    logger: log,
    settings: {
      publicUrl: http.publicUrl,
      edgeUrl: http.edgeUrl,
      trustProxy: http.trustProxy,
      registration: accounts.registration,
      metricsToken: http.metricsToken,
    },
    services: {
      ...useCases,
      accounts: engines.accounts,
      tokens: engines.accounts.tokens,
      outbox: engines.mail.outbox,
      events: engines.events,
      ping: engines.ping,
    },
    webFolder,
    metrics: metrics.render,
    onRequestEnd: metrics.onRequest,
  });
}

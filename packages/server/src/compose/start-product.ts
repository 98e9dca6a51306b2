import type { JobSender } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { createEdge, createRawReceiver, type RequestHandler } from '../edge/index.ts';
import { apiServices, createProbes } from '../http/index.ts';
import { version } from '../http/version.ts';
import { createMetrics, type Metrics } from '../metrics/index.ts';
import { prepareBuckets } from './blobs.ts';
import { type Engines, startEngines } from './engines.ts';
import { createHttp, httpSettings } from './http.ts';
import { listen } from './listen.ts';
import { CDN_PATH, RAW_PATH } from './paths.ts';
import { type Departure, lifecycleOf, type RunningInstance, type StartDeps } from './running.ts';
import { createUseCases } from './use-cases.ts';
import { startWorkers } from './workers.ts';

/** Starts services that work on the database: any but an edge alone. */
export async function startProduct(
  config: Config,
  { log, onProgress, migrates }: StartDeps,
  stack: AsyncDisposableStack,
  departure: Departure,
): Promise<Omit<RunningInstance, 'stop'>> {
  const started = await startEngines(config, stack, { logger: log, onProgress, migrates });
  if (migrates) await prepareBuckets(config, (sentence) => log.warn(sentence));
  const metrics = createMetrics({
    version,
    logger: log,
    queue: started.jobs.source.measure,
    pool: started.databasePool,
  });
  const engines = { ...started, metrics };
  let wake = () => {};
  const jobs: JobSender = {
    send: async (job) => {
      await engines.jobs.sender.send(job);
      wake();
    },
  };
  const lifecycle = lifecycleOf(departure);
  const app = apiServices.some((name) => config.services.includes(name))
    ? await createHttp(config, log, engines, createUseCases(config, engines, jobs), lifecycle)
    : await createProbes({
        logger: log,
        settings: httpSettings(config),
        metrics: metrics.render,
        ping: engines.ping,
        lifecycle,
      });
  stack.defer(() => app.close());
  if (config.services.includes('worker')) {
    const workers = startWorkers(config, engines, jobs, stack);
    wake = workers.wake;
    lifecycle.stopping.addEventListener('abort', workers.retire, { once: true });
  }
  const handlers = bytesHandlers(config, engines);
  const address = await listen(config, handlers, app.routing, { stack, ...lifecycle });
  return { address, databaseLocation: engines.databaseLocation };
}

/** What serves and takes bytes in this process, by path. */
function bytesHandlers(
  config: Config,
  { blobs, verifier, clock, logger, metrics }: Engines & { metrics: Metrics },
): Record<string, RequestHandler> {
  const { receiver, downloads, store: raw } = blobs.raw;
  return {
    ...(config.services.includes('edge') && {
      [CDN_PATH]: createEdge({
        blobs: blobs.processed.store,
        verifier,
        clock,
        logger,
        onAnswer: metrics.onEdgeAnswer,
      }),
    }),
    ...(receiver &&
      downloads && {
        [RAW_PATH]: createRawReceiver({
          receiver,
          download: createEdge({ blobs: raw, verifier: downloads, clock, logger }),
          logger,
        }),
      }),
  };
}

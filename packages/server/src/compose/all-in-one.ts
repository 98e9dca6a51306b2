import { fileURLToPath } from 'node:url';
import type { JobSender } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { createEdge, createRawReceiver } from '../edge/index.ts';
import { version } from '../http/version.ts';
import { createMetrics } from '../metrics/index.ts';
import { startTracing } from '../tracing/index.ts';
import { startEngines } from './engines.ts';
import { createHttp } from './http.ts';
import { listen } from './listen.ts';
import type { Log } from './log.ts';
import { CDN_PATH, RAW_PATH } from './paths.ts';
import { createUseCases } from './use-cases.ts';
import { startWorkers } from './workers.ts';

const webFolder = fileURLToPath(new URL('../../../../apps/web/dist/', import.meta.url));

interface StartDeps {
  log: Log;
  onProgress: (sentence: string) => void;
}

export interface RunningInstance {
  address: string;
  /** Where the database's files are, when they are this machine's. */
  databaseLocation: string | null;
  /** Ends everything in the opposite order of its start. */
  stop(): Promise<void>;
}

/** Starts every service in this process: the embedded shape. A start that fails leaves nothing behind. */
export async function startAllInOne(config: Config, deps: StartDeps): Promise<RunningInstance> {
  const stack = new AsyncDisposableStack();
  try {
    const instance = await startServices(config, deps, stack);
    return { ...instance, stop: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function startServices(
  config: Config,
  { log, onProgress }: StartDeps,
  stack: AsyncDisposableStack,
): Promise<Omit<RunningInstance, 'stop'>> {
  if (config.tracing) {
    const onError = (err: Error) => log.warn({ err }, 'traces could not be sent');
    const stop = await startTracing(config.tracing, { version, onError });
    stack.defer(stop);
  }
  const started = await startEngines(config, stack, { logger: log, onProgress });
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
  const useCases = createUseCases(config, engines, jobs);
  const app = await createHttp(config, log, engines, useCases, webFolder);
  stack.defer(() => app.close());
  wake = startWorkers(config, engines, jobs, stack).wake;
  const { blobs, verifier, clock } = engines;
  const address = await listen(
    config,
    {
      [CDN_PATH]: createEdge({
        blobs: blobs.processed.store,
        verifier,
        clock,
        logger: log,
        onAnswer: metrics.onEdgeAnswer,
      }),
      [RAW_PATH]: createRawReceiver({ receiver: blobs.raw.receiver, logger: log }),
    },
    app.routing,
    stack,
  );
  return { address, databaseLocation: engines.databaseLocation };
}

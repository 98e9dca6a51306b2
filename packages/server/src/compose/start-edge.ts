import { systemClock } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { createEdge } from '../edge/index.ts';
import { createProbes } from '../http/index.ts';
import { version } from '../http/version.ts';
import { createMetrics } from '../metrics/index.ts';
import { openProcessedBucket } from './blobs.ts';
import { createEdgeVerifier } from './delivery.ts';
import { httpSettings } from './http.ts';
import { listen } from './listen.ts';
import { CDN_PATH } from './paths.ts';
import { type Departure, lifecycleOf, type RunningInstance, type StartDeps } from './running.ts';

/** Starts an edge alone: a bucket and a public key, no database and no queue. */
export async function startEdge(
  config: Config,
  { log }: StartDeps,
  stack: AsyncDisposableStack,
  departure: Departure,
): Promise<Omit<RunningInstance, 'stop'>> {
  const metrics = createMetrics({ version, logger: log, queue: null, pool: null });
  const lifecycle = lifecycleOf(departure);
  const app = await createProbes({
    logger: log,
    settings: httpSettings(config),
    metrics: metrics.render,
    // A store that is away is away for every edge: taking them all out would help nobody.
    ping: async () => {},
    lifecycle,
  });
  stack.defer(() => app.close());
  const edge = createEdge({
    blobs: openProcessedBucket(config, stack),
    verifier: createEdgeVerifier(config),
    clock: systemClock,
    logger: log,
    onAnswer: metrics.onEdgeAnswer,
  });
  const address = await listen(config, { [CDN_PATH]: edge }, app.routing, { stack, ...lifecycle });
  return { address, databaseLocation: null };
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/index.ts';
import { apiServices } from '../http/index.ts';
import { version } from '../http/version.ts';
import { startTracing } from '../tracing/index.ts';
import type { RunningInstance, StartDeps } from './running.ts';
import { startEdge } from './start-edge.ts';
import { startProduct } from './start-product.ts';

/**
 * Starts the services of this process, all of them in the embedded shape. A start that fails leaves
 * nothing behind.
 */
export async function startServices(config: Config, deps: StartDeps): Promise<RunningInstance> {
  const stack = new AsyncDisposableStack();
  const departure = { stopping: new AbortController(), closing: new AbortController() };
  try {
    if (config.tracing) {
      const onError = (err: Error) => deps.log.warn({ err }, 'traces could not be sent');
      stack.defer(await startTracing(config.tracing, { version, onError }));
    }
    const needsEngines = [...apiServices, 'worker'].some((name) =>
      config.services.some((service) => service === name),
    );
    const start = needsEngines ? startProduct : startEdge;
    const started = await start(config, deps, stack, departure);
    return {
      ...started,
      stop: async () => {
        departure.stopping.abort();
        await delay(config.shutdown.delaySeconds * 1000);
        departure.closing.abort();
        await stack.disposeAsync();
      },
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

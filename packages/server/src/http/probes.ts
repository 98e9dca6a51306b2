import { MadrigalError } from '@madrigal/core/shared';
import { type FastifyInstance, fastify } from 'fastify';
import type { HttpDeps, Lifecycle } from './deps.ts';
import { registerMetrics } from './metrics.ts';
import { sendProblem } from './problems.ts';

export interface ProbeDeps {
  logger: HttpDeps['logger'];
  settings: HttpDeps['settings'];
  metrics: HttpDeps['metrics'];
  lifecycle: Lifecycle;
  /** Rejects while something that the process needs cannot be reached. */
  ping: () => Promise<void>;
}

/** What a process without an API answers: whether it lives, whether it is ready, and its figures. */
export async function createProbes(deps: ProbeDeps): Promise<FastifyInstance> {
  const app = fastify({ loggerInstance: deps.logger, disableRequestLogging: true });
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(() => {
    throw new MadrigalError('not_found', 'There is nothing here.');
  });
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => {
    if (deps.lifecycle.stopping.aborted) {
      throw new MadrigalError('unavailable', 'This process is about to stop.');
    }
    await deps.ping();
    return { status: 'ok' };
  });
  registerMetrics(app, deps);
  await app.ready();
  return app;
}

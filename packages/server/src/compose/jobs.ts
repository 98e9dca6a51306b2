import type { ForgetPerson } from '@madrigal/core/identity';
import type { JobSender, JobSource, Logger } from '@madrigal/core/shared';
import type { AwsAccess, Config } from '../config/index.ts';
import type { DatabasePool } from './database.ts';
import { withRequestIds } from './request-ids.ts';

/** The queue, until `stack` ends; SQS cannot be searched for what it keeps of somebody. */
export async function openJobs(
  config: Config,
  pool: DatabasePool,
  stack: AsyncDisposableStack,
  logger: Logger,
): Promise<{ sender: JobSender; source: JobSource; forgetPerson: ForgetPerson | null }> {
  const engine = await createQueue(config, pool, logger);
  await engine.start();
  stack.defer(() => engine.stop());
  const { source, sender, forgetPerson } = engine;
  return { source, sender: withRequestIds(sender), forgetPerson };
}

/** Engines are loaded where they are chosen: none costs the start of a process that has another. */
async function createQueue({ jobs: { queue } }: Config, pool: DatabasePool, logger: Logger) {
  if (queue.kind === 'sqs') {
    const { createSqsJobs } = await import('@madrigal/adapters/jobs/sqs');
    const engine = createSqsJobs({
      ...awsOptions(queue.access),
      queuePrefix: queue.queuePrefix,
      createQueues: queue.manageQueues,
    });
    return { ...engine, forgetPerson: null };
  }
  const { createPostgresJobs } = await import('@madrigal/adapters/jobs/postgres');
  return createPostgresJobs({
    pool,
    onError: (err) => logger.warn({ err }, 'job queue upkeep failed'),
  });
}

/**
 * The SDK looks for what is missing by itself, which it would not for null; and it writes into what it is
 * given, which a configuration does not allow.
 */
export function awsOptions({ region, endpoint, credentials }: AwsAccess) {
  return {
    region,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials: { ...credentials } }),
  };
}

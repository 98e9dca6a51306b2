import { createPostgresJobs } from '@madrigal/adapters/jobs/postgres';
import { createSqsJobs } from '@madrigal/adapters/jobs/sqs';
import type { JobSender, JobSource, Logger } from '@madrigal/core/shared';
import type { AwsAccess, Config } from '../config/index.ts';
import { withRequestIds } from './request-ids.ts';

type Pool = Parameters<typeof createPostgresJobs>[0]['pool'];

/** The queue, until `stack` ends. */
export async function openJobs(
  { jobs: { queue } }: Config,
  pool: Pool,
  stack: AsyncDisposableStack,
  logger: Logger,
): Promise<{ sender: JobSender; source: JobSource }> {
  const engine =
    queue.kind === 'sqs'
      ? createSqsJobs({
          ...awsOptions(queue.access),
          queuePrefix: queue.queuePrefix,
          createQueues: queue.manageQueues,
        })
      : createPostgresJobs({
          pool,
          onError: (err) => logger.warn({ err }, 'job queue upkeep failed'),
        });
  await engine.start();
  stack.defer(() => engine.stop());
  return { source: engine.source, sender: withRequestIds(engine.sender) };
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

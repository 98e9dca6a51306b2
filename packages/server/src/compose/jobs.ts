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

/** The SDK takes what is missing for its own to find, and null for nothing at all. */
export function awsOptions({ region, endpoint, credentials }: AwsAccess) {
  return { region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) };
}

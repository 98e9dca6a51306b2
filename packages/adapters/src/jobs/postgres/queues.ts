import { jobKinds, MAX_ATTEMPTS } from '@madrigal/core/shared';
import type { PgBoss, QueueOptions } from 'pg-boss';

const DAY_SECONDS = 86_400;
/** Nothing that waits is ever dropped by age. */
const FOREVER_SECONDS = 3_650 * DAY_SECONDS;
/**
 * Holds between fetching a job and writing the length of its lease, should we die there: so long
 * the job waits in vain then. Two statements that follow each other never take this long otherwise.
 */
const FIRST_LEASE_SECONDS = 5;

/** Queue that dead letters of every kind wait in. */
export const DEAD_LETTERS = 'dead-letters';

const options: QueueOptions = {
  retryLimit: MAX_ATTEMPTS - 1,
  retryDelay: 0,
  retryBackoff: false,
  expireInSeconds: FIRST_LEASE_SECONDS,
  retentionSeconds: FOREVER_SECONDS,
  deleteAfterSeconds: DAY_SECONDS,
};

/** Creates the queues that are missing and brings the settings of the others up to date. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD_LETTERS, options);
  for (const kind of jobKinds) {
    // `exclusive`: one job per key that waits or runs, which is what deduplication means here.
    await boss.createQueue(kind, { ...options, policy: 'exclusive', deadLetter: DEAD_LETTERS });
    await boss.updateQueue(kind, options);
  }
}

import { hasCode } from '@madrigal/core/shared';

/**
 * Runs `work`, and once more where a connection that it worked on broke: the next one is sound, or has
 * been waited for. For what changes nothing, or the same however often it is done.
 */
export async function askAgain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'unavailable')) throw error;
    return work();
  }
}

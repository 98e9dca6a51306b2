import type { JobSender } from '@madrigal/core/shared';

/**
 * Knows which jobs are still being sent. A function stands still once it has answered, so what is sent
 * on the side must have arrived before that.
 */
export function createSending() {
  const underWay = new Set<Promise<void>>();
  return {
    by: (sender: JobSender): JobSender => ({
      send: (job) => {
        const sent = sender.send(job).finally(() => underWay.delete(settled));
        const settled = sent.catch(() => {}); // seen by whoever sends
        underWay.add(settled);
        return sent;
      },
    }),
    /** Resolves when everything was sent or refused. */
    settled: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

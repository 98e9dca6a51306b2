/** Runs tasks side by side, a bounded number at a time. */
export interface Pool {
  /**
   * Waits for a free place and starts a task in it; whoever produces tasks is held back so.
   * @throws what a running task failed with
   */
  start(task: () => Promise<void>): Promise<{ ended: Promise<void> }>;
  /** Waits until nothing runs any more, however it ended. */
  settle(): Promise<void>;
}

export function createPool(size: number): Pool {
  const running = new Set<Promise<void>>();
  return {
    start: async (task) => {
      while (running.size >= size) await Promise.race(running);
      const ended = task().finally(() => running.delete(ended));
      running.add(ended);
      ended.catch(() => {}); // seen by whoever waits for it, or for a free place
      return { ended };
    },
    settle: async () => {
      await Promise.allSettled(running);
    },
  };
}

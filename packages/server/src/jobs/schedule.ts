import type { Logger } from '@madrigal/core/shared';

export interface Schedule {
  /** Runs no more; waits for a run under way. */
  stop(): Promise<void>;
}

/** Runs a task at once and then every `intervalMs`, never twice at a time. A failed run is logged. */
export function startSchedule(
  name: string,
  intervalMs: number,
  task: () => Promise<unknown>,
  logger: Logger,
): Schedule {
  let run: Promise<unknown> | null = null;
  const tick = () => {
    run ??= task()
      .catch((err) => logger.error({ err, task: name }, 'scheduled task failed'))
      .finally(() => {
        run = null;
      });
  };
  tick();
  const timer = setInterval(tick, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await run;
    },
  };
}

import { sweepsOf } from '../../compose/workers.ts';
import { openFunctionEngines } from './runtime/function-engines.ts';
import { startJobs } from './runtime/job-function.ts';

const started = startJobs('sweep', (config, logger) => openFunctionEngines(config, { logger }));
started().catch(() => {}); // the schedule's next call tries again

const HOUR_MS = 3_600_000;

/** What a schedule says: `{"sweep":"hourly"}` for what is rarely due, anything else for what always is. */
interface SweepEvent {
  sweep?: 'hourly';
}

/** Sweeps once; what fails does not keep the rest from being swept. */
export async function handler(event: SweepEvent): Promise<void> {
  const { config, log, engines } = await started();
  const hourly = event.sweep === 'hourly';
  const due = sweepsOf(config, engines, engines.jobs.sender).filter(
    ({ everyMs }) => everyMs >= HOUR_MS === hourly,
  );
  const failures: unknown[] = [];
  for (const { name, run } of due) {
    await run().catch((err) => {
      log.error({ err, task: name }, 'scheduled task failed');
      failures.push(err);
    });
  }
  if (failures.length > 0) throw failures[0];
}

import { openFunctionEngines } from './runtime/function-engines.ts';
import { jobFunction, startJobs } from './runtime/job-function.ts';

/** Mails and texts. */
export const handler = jobFunction(
  startJobs('mail', (config, logger) => openFunctionEngines(config, { logger })),
);

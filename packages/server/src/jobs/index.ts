export { isOfClasses } from './classes.ts';
export type { JobDeps } from './handlers.ts';
export { type JobEnd, type JobOutcome, type RunJobDeps, runJob } from './run-job.ts';
export { startSchedule } from './schedule.ts';
export { startWorker, type Worker } from './worker.ts';

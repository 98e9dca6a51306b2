export type { JobDeps } from './handlers.ts';
export { startSchedule } from './schedule.ts';
export { startWorker, type Worker } from './worker.ts';

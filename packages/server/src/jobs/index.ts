export { type JobDeps, jobHandlers } from './handlers.ts';
export { startSchedule } from './schedule.ts';
export { startWorker, type Worker } from './worker.ts';

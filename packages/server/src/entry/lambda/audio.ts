import { jobFunction, startJobs } from './runtime/job-function.ts';
import { openMediaEngines } from './runtime/media-engines.ts';

export const handler = jobFunction(startJobs('audio', openMediaEngines));

// `npm run test:services [-- test files]`: the acceptance tests against services apart, with nginx in
// front of them and PostgreSQL, Redis and Ceph's S3 behind.
import { delimiter } from 'node:path';
import { runSuite } from './lib/run-suite.mjs';

// Debian puts nginx where only root looks.
await runSuite('services/run.ts', { PATH: [process.env.PATH, '/usr/sbin'].join(delimiter) });

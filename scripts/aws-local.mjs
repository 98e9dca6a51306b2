// `npm run aws:local`: Madrigal as functions on this machine, until Ctrl-C.
import { runSuite } from './lib/run-suite.mjs';

await runSuite('aws/local.ts');

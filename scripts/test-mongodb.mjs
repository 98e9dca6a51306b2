// `npm run test:mongodb`: the tests of accounts, on a server of MongoDB's protocol.
import { delimiter } from 'node:path';
import { runSuite } from './lib/run-suite.mjs';

// Debian puts nginx where only root looks.
await runSuite('ferretdb/run.ts', { PATH: [process.env.PATH, '/usr/sbin'].join(delimiter) });

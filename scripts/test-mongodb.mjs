// `npm run test:mongodb`: the tests of accounts, on a server of MongoDB's protocol.
import { delimiter } from 'node:path';
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  await setUp();
  // Debian puts nginx where only root looks.
  const PATH = [process.env.PATH, '/usr/sbin'].join(delimiter);
  process.exitCode = await runChild(findProductNode(), [inRoot('tests/ferretdb/run.ts')], {
    cwd: root,
    env: productEnvironment({ PATH }),
  });
});

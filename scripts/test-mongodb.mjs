// `npm run test:mongodb [-- test files]`: the tests of accounts, on a server of MongoDB's protocol.
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  await setUp();
  process.exitCode = await runChild(
    findProductNode(),
    [inRoot('tests/ferretdb/run.ts'), ...process.argv.slice(2)],
    { cwd: root, env: productEnvironment() },
  );
});

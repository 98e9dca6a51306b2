// `npm run aws:local`: Madrigal as functions on this machine, until Ctrl-C.
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  await setUp();
  process.exitCode = await runChild(findProductNode(), [inRoot('tests/aws/local.ts')], {
    cwd: root,
    env: productEnvironment(),
  });
});

// `npm run test:tables [-- test files]`: the acceptance tests against an instance whose catalogue, library,
// photos, slideshows and links are in tables of a stand-in of DynamoDB.
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  await setUp();
  process.exitCode = await runChild(
    findProductNode(),
    [inRoot('tests/tables/run.ts'), ...process.argv.slice(2)],
    { cwd: root, env: productEnvironment() },
  );
});

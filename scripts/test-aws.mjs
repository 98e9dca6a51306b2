// `npm run test:aws [-- test files]`: the acceptance tests against functions, with stand-ins of API Gateway,
// CloudFront, Lambda and SQS in front of PostgreSQL and Ceph's S3.
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  await setUp();
  process.exitCode = await runChild(
    findProductNode(),
    [inRoot('tests/aws/run.ts'), ...process.argv.slice(2)],
    { cwd: root, env: productEnvironment() },
  );
});

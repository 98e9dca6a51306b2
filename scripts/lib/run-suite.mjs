import { findProductNode, productEnvironment } from './node-runtime.mjs';
import { inRoot, root } from './paths.mjs';
import { runChild } from './run-child.mjs';
import { setUp } from './set-up.mjs';
import { runScript } from './setup-error.mjs';

/** Sets up what is missing and runs a program of the tests, by its file below `tests`. */
export async function runSuite(file, environment = {}) {
  await runScript(async () => {
    await setUp();
    process.exitCode = await runChild(
      findProductNode(),
      [inRoot('tests', file), ...process.argv.slice(2)],
      { cwd: root, env: productEnvironment(environment) },
    );
  });
}

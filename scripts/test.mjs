// `npm test [-- vitest arguments]`: sets up what is missing, then runs every test that can run here.
import { findChromium } from './lib/chromium.mjs';
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { chooseProjects } from './lib/projects.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

await runScript(async () => {
  const args = process.argv.slice(2);
  const chromium = findChromium();
  const projects = chooseProjects(args, chromium, process.env);
  await setUp();
  process.exitCode = await runChild(
    findProductNode(),
    [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...projects, ...args],
    { cwd: root, env: productEnvironment(chromium ? { CHROMIUM_PATH: chromium } : {}) },
  );
});

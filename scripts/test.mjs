// `npm test [-- vitest arguments]`: sets up what is missing, then runs every test that can run here.
import { findChromium } from './lib/chromium.mjs';
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

function chooseProjects(chromium, args) {
  if (args.some((arg) => arg.startsWith('--project'))) return [];
  if (!chromium) {
    console.log(
      'Browser tests are skipped: no Chromium found. Install one or set CHROMIUM_PATH to run them.\n',
    );
  }
  const projects = ['unit', 'acceptance', ...(chromium ? ['browser', 'sound'] : [])];
  return projects.map((project) => `--project=${project}`);
}

await runScript(async () => {
  await setUp();
  const args = process.argv.slice(2);
  const chromium = findChromium();
  process.exitCode = await runChild(
    findProductNode(),
    [
      inRoot('node_modules/vitest/vitest.mjs'),
      'run',
      ...chooseProjects(chromium, args),
      '--reporter=default',
      `--reporter=${inRoot('scripts/lib/summary-reporter.mjs')}`,
      ...args,
    ],
    { cwd: root, env: productEnvironment(chromium ? { CHROMIUM_PATH: chromium } : {}) },
  );
});

// `npm start`: sets up what is missing, then runs Madrigal in the shape "everything in one".
// Plain JavaScript without dependencies, because nothing is installed yet the first time.
import { pathToFileURL } from 'node:url';
import { findProductNode, productEnvironment, runsOnProductNode } from './lib/node-runtime.mjs';
import { inRoot } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript } from './lib/setup-error.mjs';

const entry = inRoot('packages/server/src/entry/all-in-one.ts');
const stopWithParent = inRoot('scripts/lib/stop-with-parent.mjs');

await runScript(async () => {
  await setUp();
  if (runsOnProductNode()) {
    if (process.env.npm_lifecycle_event) await import(pathToFileURL(stopWithParent).href);
    process.argv[1] = entry;
    await import(pathToFileURL(entry).href);
    return;
  }
  process.exitCode = await runChild(
    findProductNode(),
    ['--import', pathToFileURL(stopWithParent).href, entry, ...process.argv.slice(2)],
    { env: productEnvironment() },
  );
});

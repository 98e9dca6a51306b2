import { pathToFileURL } from 'node:url';
import { findProductNode, productEnvironment, runsOnProductNode } from './node-runtime.mjs';
import { inRoot } from './paths.mjs';
import { runChild } from './run-child.mjs';
import { setUp } from './set-up.mjs';
import { runScript } from './setup-error.mjs';

/** Sets up what is missing and runs a program of the server, by the name of its entry file. */
export async function runTool(name) {
  const entry = inRoot(`packages/server/src/entry/${name}.ts`);
  await runScript(async () => {
    await setUp();
    if (runsOnProductNode()) {
      process.argv[1] = entry;
      await import(pathToFileURL(entry).href);
      return;
    }
    process.exitCode = await runChild(findProductNode(), [entry, ...process.argv.slice(2)], {
      env: productEnvironment(),
    });
  });
}

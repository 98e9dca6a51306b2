// `npm run bench [-- name … --flag …]`: runs the benchmarks one after another, all or the named ones.
import { readdirSync } from 'node:fs';
import { findProductNode, productEnvironment } from './lib/node-runtime.mjs';
import { inRoot } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { runScript, SetupError } from './lib/setup-error.mjs';

function chooseBenchmarks(wanted) {
  const all = readdirSync(inRoot('bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0 || all.length === 0) {
    throw new SetupError(`No benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  }
  return wanted.length > 0 ? wanted : all;
}

await runScript(async () => {
  const isFlag = (argument) => argument.startsWith('-');
  const flags = process.argv.slice(2).filter(isFlag);
  const names = chooseBenchmarks(process.argv.slice(2).filter((argument) => !isFlag(argument)));
  await setUp();
  for (const name of names) {
    console.log(`\n== ${name}`);
    const code = await runChild(findProductNode(), [inRoot('bench', `${name}.ts`), ...flags], {
      cwd: inRoot(),
      env: productEnvironment(),
    });
    if (code !== 0) {
      console.error(`\nBenchmark ${name} failed.`);
      process.exitCode = code;
      return;
    }
  }
});

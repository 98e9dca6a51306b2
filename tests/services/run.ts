// The acceptance suite against services apart: `node tests/services/run.ts [vitest arguments]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './program.ts';
import { oneOfEach, startStack } from './stack.ts';

const folder = join(root, 'tests/acceptance');
/** Tests of what one process does on its own data folder do not concern this shape. */
const files = readdirSync(folder)
  .map((name) => join(folder, name))
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => /= sharedInstance\(\)/.test(readFileSync(path, 'utf8')))
  .map((path) => relative(root, path));

await using stack = new AsyncDisposableStack();
const { url, parts } = await startStack(oneOfEach, stack, { SWEEP_INTERVAL_SECONDS: '5' });
process.stdout.write(`Services are ready at ${url}: ${parts.map(({ name }) => name).join(', ')}\n`);
const chosen = process.argv.slice(2);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--project', 'acceptance', ...(chosen.length > 0 ? chosen : files)];
const child = spawn(process.execPath, args, {
  cwd: root,
  env: { ...process.env, MADRIGAL_URL: url },
  stdio: 'inherit',
});
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
if (code !== 0) {
  for (const { name, program } of parts) {
    const faults = program
      .output()
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line));
    if (faults.length > 0) process.stderr.write(`\n== ${name}\n${faults.slice(-20).join('\n')}\n`);
  }
}

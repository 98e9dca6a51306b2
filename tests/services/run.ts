// The acceptance suite against services apart: `node tests/services/run.ts [vitest arguments]`. Without
// arguments, what only this shape has as well.
import { spawnSync } from 'node:child_process';
import { runAcceptance, sharedFiles } from './acceptance.ts';
import { oneOfEach, startStack } from './stack.ts';

await using stack = new AsyncDisposableStack();
const { url, parts } = await startStack(oneOfEach, stack, { SWEEP_INTERVAL_SECONDS: '5' });
process.stdout.write(`Services are ready at ${url}: ${parts.map(({ name }) => name).join(', ')}\n`);
process.exitCode = await runAcceptance(url, sharedFiles(), process.argv.slice(2));
if (process.exitCode !== 0) {
  for (const { name, program } of parts) {
    const faults = program
      .output()
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line));
    if (faults.length > 0) process.stderr.write(`\n== ${name}\n${faults.slice(-20).join('\n')}\n`);
  }
}
await stack.disposeAsync();
if (process.argv.length === 2) {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/services/vitest.config.ts',
  ];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}

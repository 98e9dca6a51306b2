// The acceptance suite against functions: `node tests/aws/run.ts [vitest arguments]`.
import { bundleFunction, functionNames } from '../../infra/functions/bundle-functions.ts';
import { runAcceptance, sharedFiles } from '../services/acceptance.ts';
import { startAwsShape } from './shape.ts';

/**
 * What these files ask for is not in this shape: server-sent events (pages ask instead), music apps
 * (bytes of covers and encoded songs do not go through functions), imports from folders of a server,
 * and the pages of the API's reference, which lie in the web bucket.
 */
const notHere = ['events', 'opensubsonic', 'opensubsonic-media', 'imports', 'reference'];

for (const name of functionNames) await bundleFunction(name);
await using stack = new AsyncDisposableStack();
const { url, functions } = await startAwsShape(stack, { twiceEvery: 5 });
process.stdout.write(`Functions are ready at ${url}: ${[...functions.keys()].join(', ')}\n`);
const files = sharedFiles().filter(
  (path) => !notHere.some((name) => path.endsWith(`/${name}.test.ts`)),
);
process.exitCode = await runAcceptance(url, files, process.argv.slice(2));
if (process.exitCode !== 0) {
  for (const [name, { output }] of functions) {
    const faults = output()
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line) || /Error/.test(line));
    if (faults.length > 0) process.stderr.write(`\n== ${name}\n${faults.slice(-20).join('\n')}\n`);
  }
}

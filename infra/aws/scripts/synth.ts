// `npm run aws:synth [-- INSTALLATION]`: the templates, without asking AWS; by default of both examples.
import { join } from 'node:path';
import { folder, installationOf, runCdk, runScript } from './tools.ts';

const examples = ['installations/example.json', 'installations/example-containers.json'];

await runScript(() => {
  const given = process.argv.slice(2);
  const paths = given.length > 0 ? [installationOf(given).path] : examples;
  for (const path of paths) {
    runCdk(path, 'synth', '--quiet', '--output', join(folder, 'cdk.out'));
    console.log(`Synthesised ${path}.`);
  }
});

// `npm run aws:deploy -- INSTALLATION`: synthesises, refuses what was not built, then deploys.
import { join } from 'node:path';
import { addMediaPackages } from './media-packages.ts';
import { placeholdersIn } from './placeholders.ts';
import { folder, installationOf, runCdk, runScript } from './tools.ts';

await runScript(() => {
  const { path, installation } = installationOf(process.argv.slice(2));
  if (installation.composition === 'serverless') addMediaPackages();
  const output = join(folder, 'cdk.out');
  runCdk(path, 'synth', '--quiet', '--output', output);
  const missing = placeholdersIn(output);
  if (missing.length > 0) {
    throw new Error(`Nothing was deployed. ${missing.map((each) => `\n- ${each}`).join('')}`);
  }
  runCdk(path, 'deploy', '--all', '--app', output, '--outputs-file', outputsOf(path));
  console.log(`npm run aws:outputs -- ${path} says what was made.`);
});

function outputsOf(path: string): string {
  return path.replace(/\.json$/, '.outputs.json');
}

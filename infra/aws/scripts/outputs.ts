// `npm run aws:outputs -- INSTALLATION`: what the stack is called in AWS: addresses, buckets, ids.
import { aws, installationOf, runScript } from './tools.ts';

interface Answer {
  Stacks: { Outputs?: { OutputKey: string; OutputValue: string }[] }[];
}

await runScript(() => {
  const { installation } = installationOf(process.argv.slice(2));
  const { status, stdout, stderr } = aws(installation.region, [
    'cloudformation',
    'describe-stacks',
    '--stack-name',
    installation.name,
  ]);
  if (status !== 0) throw new Error(stderr.trim());
  const [stack] = (JSON.parse(stdout) as Answer).Stacks;
  for (const { OutputKey, OutputValue } of stack?.Outputs ?? []) {
    console.log(`${OutputKey.padEnd(28)} ${OutputValue}`);
  }
});

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { type Installation, readInstallation } from '../src/installation.ts';

export const folder = join(import.meta.dirname, '..');
const cdk = join(folder, 'node_modules/aws-cdk/bin/cdk');

/** The installation named on the command line, and where it is written. */
export function installationOf(argv: readonly string[]): {
  path: string;
  installation: Installation;
} {
  const given = argv.find((word) => !word.startsWith('-'));
  if (!given) {
    throw new Error('Say which installation, such as infra/aws/installations/mine.json.');
  }
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  return { path, installation: readInstallation(path) };
}

/** Runs CDK for an installation; what it writes is seen as it comes. @throws where it fails */
export function runCdk(path: string, ...words: string[]): void {
  const args = [cdk, ...words, '-c', `installation=${path}`];
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`cdk ${words[0]} ended with ${status}.`);
}

/** Runs the AWS CLI and answers what it wrote. */
export function aws(region: string, words: string[], input?: string): SpawnSyncReturns<string> {
  const result = spawnSync('aws', [...words, '--region', region, '--output', 'json'], {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  if (result.error) {
    throw new Error('The AWS CLI is not installed: docs/aws-deploy.md says where it is.');
  }
  return result;
}

/** Runs a script: what went wrong is one sentence. */
export async function runScript(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

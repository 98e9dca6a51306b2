import { join } from 'node:path';
import { deploy } from './deployed.ts';
import { type AwsEngines, type BadLuck, startAwsEngines } from './engines.ts';
import { type Installation, openInstallation } from './installation.ts';
import { startLauncher } from './launcher.ts';

export interface AwsShape extends Installation {
  engines: AwsEngines;
  /** Opens further installations. */
  launcher: string;
  /** Every installation there was. */
  opened: readonly Installation[];
}

interface ShapeOptions {
  /** Every how many-th message of a queue is handed over twice; 0 for none. */
  twiceEvery: number;
  /** How many calls of functions to their engines fail; null for none. */
  luck: BadLuck | null;
}

/** The AWS shape on this machine, from bundles that were made before, until `stack` ends. */
export async function startAwsShape(
  stack: AsyncDisposableStack,
  { twiceEvery, luck }: ShapeOptions,
): Promise<AwsShape> {
  const engines = await startAwsEngines(stack, luck);
  const deployed = await deploy(join(engines.folder, 'deployed'));
  const opened: Installation[] = [];
  const open = async (name: string, env: Record<string, string>, own: AsyncDisposableStack) => {
    const installation = await openInstallation(engines, deployed, { name, twiceEvery, env }, own);
    opened.push(installation);
    return installation;
  };
  const first = await open('first', {}, stack);
  return { ...first, engines, opened, launcher: await startLauncher(open, stack) };
}

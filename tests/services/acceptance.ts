import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './program.ts';

const folder = join(root, 'tests/acceptance');

/** Tests that share one instance: what one process does on its own data folder concerns no other shape. */
export function sharedFiles(): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) => /= sharedInstance\(\)/.test(readFileSync(path, 'utf8')))
    .map((path) => relative(root, path));
}

/** Runs the acceptance tests against an instance, all of `files` or what was chosen; the exit code. */
export async function runAcceptance(
  url: string,
  files: readonly string[],
  chosen: readonly string[],
): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'acceptance', ...(chosen.length > 0 ? chosen : files)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, MADRIGAL_URL: url },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

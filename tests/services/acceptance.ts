import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.ts';

/** Tests that share one instance. */
export function sharedFiles(): string[] {
  return filesWith(/= sharedInstance\(\)/);
}

/** Acceptance tests whose text matches. */
export function filesWith(text: RegExp): string[] {
  return testsIn('tests/acceptance').filter((path) =>
    text.test(readFileSync(join(root, path), 'utf8')),
  );
}

export function browserFiles(): string[] {
  return testsIn('tests/browser');
}

/** Those that are not in a table of names and the reasons why they are left out. */
export function allBut(
  table: Readonly<Record<string, string>>,
  files: readonly string[],
): string[] {
  return files.filter(
    (path) => !Object.keys(table).some((name) => path.endsWith(`/${name}.test.ts`)),
  );
}

function testsIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

/** Runs the acceptance tests against an instance, all of `files` or what was chosen; the exit code. */
export function runAcceptance(
  url: string,
  files: readonly string[],
  chosen: readonly string[],
): Promise<number> {
  const args = ['--project', 'acceptance', ...(chosen.length > 0 ? chosen : files)];
  return runVitest(args, { MADRIGAL_URL: url });
}

/** Runs Vitest with these arguments and settings; the exit code. */
export async function runVitest(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

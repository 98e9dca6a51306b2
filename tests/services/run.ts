// The tests of services apart: `node tests/services/run.ts [vitest arguments]`. The acceptance suite
// against one process of each service, browsers against instances of few processes, then what only
// this shape has.
import { existsSync } from 'node:fs';
import { runVitest } from './acceptance.ts';
import { startSharedEngines } from './engines.ts';
import { startFactory } from './factory.ts';
import { here, pagesHere } from './not-here.ts';
import { oneOfEach, type Part, startServices } from './stack.ts';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const chosen = process.argv.slice(2);
const isOwn = (path: string) => path.includes('tests/services/');
const wanted = (all: readonly string[], kind: string) =>
  chosen.length > 0 ? chosen.filter((path) => path.includes(kind)) : all;
const acceptance = wanted(here(), 'tests/acceptance/');
const browser = wanted(pagesHere(), 'tests/browser/');
const own = chosen.filter(isOwn);

if (acceptance.length + browser.length > 0) await runOnEngines();
if (chosen.length === 0 || own.length > 0) {
  await run(['--config', 'tests/services/vitest.config.ts', ...own], {});
}

async function runOnEngines(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const engines = await startSharedEngines(stack);
  const MADRIGAL_LAUNCHER = await startFactory(engines, stack);
  if (acceptance.length > 0) {
    const { url, parts } = await startServices(oneOfEach, engines, stack, {
      SWEEP_INTERVAL_SECONDS: '5',
    });
    const names = parts.map(({ name }) => name).join(', ');
    process.stdout.write(`Services are ready at ${url}: ${names}\n`);
    const args = ['--project', 'acceptance', ...acceptance];
    if (!(await run(args, { MADRIGAL_URL: url, MADRIGAL_LAUNCHER }))) tellFaults(parts);
    await Promise.all(parts.map(({ program }) => program.end('SIGTERM')));
  }
  if (browser.length === 0) return;
  if (!existsSync(chromium)) {
    process.stdout.write('SKIPPED: there is no Chromium for the browser tests (CHROMIUM_PATH).\n');
    return;
  }
  await run(['--project', 'browser', '--project', 'sound', ...browser], { MADRIGAL_LAUNCHER });
}

/** Whether they passed; where they did not, this process fails in the end. */
async function run(args: readonly string[], env: Record<string, string>): Promise<boolean> {
  const code = await runVitest(args, env);
  process.exitCode ||= code;
  return code === 0;
}

function tellFaults(parts: readonly Part[]): void {
  for (const { name, program } of parts) {
    const faults = program
      .output()
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line));
    if (faults.length > 0) process.stderr.write(`\n== ${name}\n${faults.slice(-20).join('\n')}\n`);
  }
}

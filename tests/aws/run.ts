// The black-box tests against functions: `node tests/aws/run.ts [vitest arguments]`.
import { existsSync } from 'node:fs';
import { bundleFunction, functionNames } from '../../infra/functions/bundle-functions.ts';
import { runVitest } from '../services/acceptance.ts';
import { here, pagesHere } from './not-here.ts';
import { type AwsShape, startAwsShape } from './shape.ts';

/** Of so many calls to an engine one fails, is throttled, or is answered in vain. */
const luck = { s3: 17, sqs: 13, dynamodb: 23 };

const flags = process.argv.slice(2).filter((each) => each.startsWith('-'));
const chosen = process.argv.slice(2).filter((each) => !each.startsWith('-'));
for (const name of functionNames) await bundleFunction(name);
await using stack = new AsyncDisposableStack();
const shape = await startAwsShape(stack, { twiceEvery: 5, luck });
process.stdout.write(`Functions are ready at ${shape.url}.\n`);
process.exitCode = await run(shape);
process.stdout.write(`${shape.engines.faults()} calls of functions failed on purpose.\n`);
tellRights(shape);
if (process.exitCode !== 0) tellFaults(shape);

async function run({ url, launcher }: AwsShape): Promise<number> {
  const env = {
    ...{ MADRIGAL_URL: url, MADRIGAL_LAUNCHER: launcher },
    ...{ MADRIGAL_MUSIC_APPS: 'no', MADRIGAL_SERVER_FOLDERS: 'no' },
  };
  const acceptance = wanted(here(), 'tests/acceptance/');
  const pages = wanted(pagesHere(), 'tests/browser/');
  const start = (projects: readonly string[], files: readonly string[]) =>
    runVitest([...projects.map((name) => `--project=${name}`), ...files, ...flags], env);
  const code = acceptance.length > 0 ? await start(['acceptance'], acceptance) : 0;
  if (pages.length === 0 || !hasChromium()) return code;
  return (await start(['browser', 'sound'], pages)) || code;
}

/** All, or those of a folder that were chosen. */
function wanted(all: readonly string[], folder: string): readonly string[] {
  return chosen.length > 0 ? chosen.filter((path) => path.includes(folder)) : all;
}

function hasChromium(): boolean {
  const isThere = existsSync(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium');
  if (!isThere) process.stdout.write('There is no Chromium: journeys are skipped.\n');
  return isThere;
}

/** What roles allow too little of, which fails the run, and too much of, as far as whole runs show it. */
function tellRights({ engines }: AwsShape): void {
  const [refusals, unneeded] = [engines.refusals(), engines.unneeded()];
  if (refusals.length > 0) {
    process.stderr.write(`Roles do not allow what functions did:\n${refusals.join('\n')}\n`);
    process.exitCode ||= 1;
  }
  if (chosen.length > 0 || unneeded.length === 0) return;
  process.stdout.write(`Roles allow what no function did:\n${unneeded.join('\n')}\n`);
}

/** What functions complained about. */
function tellFaults({ opened }: AwsShape): void {
  for (const [index, { functions }] of opened.entries()) {
    for (const [name, { output }] of functions) {
      const faults = output()
        .split('\n')
        .filter((line) => /"level":[56]0|Error\b/.test(line));
      if (faults.length === 0) continue;
      process.stderr.write(`\n== ${name} ${index + 1}\n${faults.slice(-20).join('\n')}\n`);
    }
  }
}

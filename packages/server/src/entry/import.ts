// `npm run import -- DIR`: the music of a folder, through the Madrigal that runs or without one.
import { resolve } from 'node:path';
import { findRunningDatabase } from '../compose/database.ts';
import { openImporter } from '../compose/importer.ts';
import { loadProcessConfig } from '../config/index.ts';
import { sortArguments } from './import/arguments.ts';
import { performImport } from './import/perform-import.ts';
import { createProgressDisplay } from './import/show-progress.ts';
import { summarise } from './import/summary.ts';
import { firstSignal } from './signals.ts';
import { runProgram, say } from './tell.ts';

const SOME_FAILED = 2;
const INTERRUPTED = 130;

await runProgram('Nothing is imported', async () => {
  const { paths, settings } = sortArguments(process.argv.slice(2), []);
  const [folder, ...others] = paths;
  if (folder === undefined || others.length > 0) {
    say('Usage: npm run import -- FOLDER [--data DATA_FOLDER]');
    process.exitCode = 1;
    return;
  }
  const config = loadProcessConfig(settings);
  const interrupted = firstSignal();
  const path = resolve(folder);
  await using stack = new AsyncDisposableStack();
  const importer = await openImporter(config, stack, (sentence) => say(`${sentence} …`));
  say(`Importing ${path}${importer.run ? '' : ' (the Madrigal that runs does it)'}`);
  const report = await performImport(importer, path, {
    display: createProgressDisplay(),
    interrupted,
    isServed: async () => (await findRunningDatabase(config)) !== null,
  });
  for (const line of summarise(report)) say(line);
  const { state, progress } = report.ended;
  if (state === 'cancelled') say('\n  To go on, run the same command again: what is in stays in.');
  process.exitCode = exitCodeOf(state, progress.counts.failed);
});

function exitCodeOf(state: string, failed: number): number {
  if (state === 'cancelled') return INTERRUPTED;
  if (state !== 'finished') return 1;
  return failed > 0 ? SOME_FAILED : 0;
}

// `npm run demo`: a few songs, synthesised on the spot, for a library that is still empty.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateFfmpeg } from '@madrigal/adapters/media-tools';
import { MadrigalError } from '@madrigal/core/shared';
import { findRunningDatabase } from '../compose/database.ts';
import { type Importer, noAccount, openImporter } from '../compose/importer.ts';
import { loadProcessConfig } from '../config/index.ts';
import { writeAlbums } from './demo/write-albums.ts';
import { sortArguments } from './import/arguments.ts';
import { performImport } from './import/perform-import.ts';
import { createProgressDisplay } from './import/show-progress.ts';
import { summarise } from './import/summary.ts';
import { firstSignal } from './signals.ts';
import { runProgram, say } from './tell.ts';

const FORCE = '--force';

await runProgram('There is no demo', async () => {
  const { paths, own, settings } = sortArguments(process.argv.slice(2), [FORCE]);
  if (paths.length > 0) {
    say(`Usage: npm run demo -- [${FORCE}] [--data DATA_FOLDER]`);
    process.exitCode = 1;
    return;
  }
  const config = loadProcessConfig(settings);
  const interrupted = firstSignal();
  await using stack = new AsyncDisposableStack();
  const importer = await openImporter(config, stack, (sentence) => say(`${sentence} …`));
  if (!(await importer.findFirstAdmin())) throw noAccount();
  if (!own.has(FORCE)) await checkEmpty(importer);
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-demo-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await writeAlbums(
    folder,
    await locateFfmpeg(config.media.ffmpegPath ?? undefined),
    (title, n, of) => say(`  ♪ ${n} of ${of}: ${title}`),
  );
  const report = await performImport(importer, folder, {
    display: createProgressDisplay(),
    interrupted,
    isServed: async () => (await findRunningDatabase(config)) !== null,
  });
  for (const line of summarise(report)) say(line);
  if (report.ended.state !== 'finished' || report.problems.length > 0) process.exitCode = 1;
  else say(importer.run ? '\n  npm start, and listen.' : '\n  Open Madrigal and listen.');
});

async function checkEmpty({ catalogue }: Importer): Promise<void> {
  const states = ['published', 'draft', 'deleted'] as const;
  const { items } = await catalogue.listSongs({ order: 'added', states }, { limit: 1 });
  if (items.length === 0) return;
  throw new MadrigalError(
    'conflict',
    `the library has songs already. npm run demo -- ${FORCE} adds the demo all the same.`,
  );
}

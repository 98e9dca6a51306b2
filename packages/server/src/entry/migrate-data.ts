// `npm run migrate-data -- DATA_FOLDER`: from the embedded shape to the engines that the settings name.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import { type Moved, moveData } from '../compose/move/move-data.ts';
import { loadProcessConfig } from '../config/index.ts';
import { runProgram, say } from './tell.ts';

const FILES_ONLY = '--files-only';

await runProgram('Not everything was moved', async () => {
  const [folder, ...flags] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    say(`Usage: npm run migrate-data -- DATA_FOLDER [${FILES_ONLY}]`);
    say('The settings say where to: see docs/operations.md.');
    process.exitCode = 2;
    return;
  }
  const config = loadProcessConfig(flags.filter((flag) => flag !== FILES_ONLY));
  const from = resolve(folder);
  const there = await stat(from).catch(() => null);
  if (!there?.isDirectory()) throw new MadrigalError('not_found', `There is no folder ${from}.`);
  const moved = await moveData(config, {
    from,
    filesOnly: flags.includes(FILES_ONLY),
    onProgress: (sentence) => say(`${sentence} …`),
  });
  tell(moved);
});

function tell({ files, database }: Moved): void {
  say('');
  for (const [name, { count, bytes, before }] of Object.entries(files)) {
    say(
      `  ${name}: ${count} files, ${bytes} bytes, every hash compared; ${before} were there before.`,
    );
  }
  if (!database) {
    say('  Now stop Madrigal and run it again for what came meanwhile and the database.');
    return;
  }
  say(
    `  database: ${database.rows} rows in ${database.tables} tables, counts and hashes compared.`,
  );
  if (database.accounts) {
    const { documents, collections } = database.accounts;
    say(
      `  accounts: ${documents} documents in ${collections} collections of MongoDB, hashes compared; PostgreSQL has none.`,
    );
  }
  if (database.expiredUploads > 0) {
    say(`  ${database.expiredUploads} unfinished uploads in parts begin anew.`);
  }
  say('  Start the services; jobs that were waiting are sent again by the workers.');
}

// `npm run backup -- FOLDER`: everything in one folder, while Madrigal runs or not.
import { resolve } from 'node:path';
import { createBackup } from '../compose/backup/create-backup.ts';
import { loadProcessConfig } from '../config/index.ts';
import { version } from '../http/version.ts';
import { runProgram, say } from './tell.ts';

await runProgram('There is no backup', async () => {
  const [folder, ...flags] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    say('Usage: npm run backup -- FOLDER [--data DATA_FOLDER]');
    process.exitCode = 2;
    return;
  }
  const config = loadProcessConfig(flags);
  const target = resolve(folder);
  const { files, database } = await createBackup(config, target, {
    version,
    now: new Date(),
    onProgress: (sentence) => say(`${sentence} …`),
  });
  const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
  say(`\n  The backup is in ${target}`);
  say(`  ${files.count} files, ${(files.bytes / 1024 ** 2).toFixed(1)} MiB, ${rows} rows.`);
  say('  It holds secrets and password hashes: keep it where only you can read it.');
  if (config.accounts.secret ?? config.uploads.secret ?? config.delivery.signingKey) {
    say('  Secrets that come from settings are not in it: keep those settings too.');
  }
});

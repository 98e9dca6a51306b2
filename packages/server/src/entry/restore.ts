// `npm run restore -- FOLDER`: a backup into an empty data folder.
import { resolve } from 'node:path';
import { restoreBackup } from '../compose/backup/restore-backup.ts';
import { loadProcessConfig } from '../config/index.ts';
import { runProgram, say } from './tell.ts';

const FORCE = '--force';

await runProgram('Nothing usable was restored', async () => {
  const [folder, ...flags] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    say(`Usage: npm run restore -- FOLDER [--data DATA_FOLDER] [${FORCE}]`);
    process.exitCode = 2;
    return;
  }
  const config = loadProcessConfig(flags.filter((flag) => flag !== FORCE));
  const { manifest, migrations, putAside } = await restoreBackup(config, resolve(folder), {
    now: new Date(),
    force: flags.includes(FORCE),
    onProgress: (sentence) => say(`${sentence} …`),
  });
  say(`\n  ${config.dataDir} is as it was on ${manifest.createdAt}.`);
  say(`  ${manifest.files.count} files and every table were checked.`);
  if (migrations.length > 0) {
    say(`  The backup is of version ${manifest.madrigal}; its database was brought up to date.`);
  }
  if (putAside) say(`  What was there before is now in ${putAside}.`);
  say('  Start it with npm start.');
});

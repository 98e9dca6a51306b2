// The embedded shape: everything in one process, for `npm start`.
import { startAllInOne } from '../compose/all-in-one.ts';
import { openLog } from '../compose/log.ts';
import { loadProcessConfig } from '../config/index.ts';
import { firstSignal } from './signals.ts';
import { runProgram, say } from './tell.ts';

await runProgram('Madrigal cannot start', run);

async function run(): Promise<void> {
  const config = loadProcessConfig();
  const { log, path, flush } = openLog(config);
  process.on('exit', flush);
  const stopped = firstSignal();
  const instance = await startAllInOne(config, { log, onProgress: say });
  say(`\n  Madrigal is ready at ${instance.address}\n`);
  say(`  Your data is in ${config.dataDir}`);
  if (instance.databaseLocation && !instance.databaseLocation.startsWith(config.dataDir)) {
    say(`  The database is in ${instance.databaseLocation}`);
  }
  say(`  The log is ${path}`);
  say('  Ctrl-C stops everything.\n');
  await stopped;
  say('Stopping …');
  await instance.stop();
  say('Stopped.');
}

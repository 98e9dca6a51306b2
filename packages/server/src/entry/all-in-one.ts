// The embedded shape: everything in one process, for `npm start`.
import { openLog } from '../compose/log.ts';
import { startServices } from '../compose/start-services.ts';
import { loadProcessConfig } from '../config/index.ts';
import { firstSignal } from './signals.ts';
import { runProgram, say } from './tell.ts';

await runProgram('Madrigal cannot start', run);

async function run(): Promise<void> {
  const config = loadProcessConfig();
  const { log, path, flush } = openLog(config);
  process.on('exit', flush);
  const stopped = firstSignal();
  const instance = await startServices(config, { log, onProgress: say, migrates: true });
  say(`\n  Madrigal is ready at ${instance.address}\n`);
  say(`  Your data is in ${config.dataDir}`);
  if (instance.databaseLocation && !instance.databaseLocation.startsWith(config.dataDir)) {
    say(`  The database is in ${instance.databaseLocation}`);
  }
  if (path) say(`  The log is ${path}`);
  say('  Ctrl-C stops everything.\n');
  await stopped;
  say('Stopping …');
  await instance.stop();
  say('Stopped.');
}

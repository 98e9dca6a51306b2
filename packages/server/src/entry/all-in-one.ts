// The embedded shape: everything in one process, for `npm start`.
import { startAllInOne } from '../compose/all-in-one.ts';
import { openLog } from '../compose/log.ts';
import { loadProcessConfig } from '../config/index.ts';
import { runProgram, say } from './tell.ts';

/** A terminal and the process that started us may both pass the same Ctrl-C on. */
const SAME_SIGNAL_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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

/** Resolves with the first signal to stop; a later one ends the process at once. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = 0;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        firstAt ||= Date.now();
        if (Date.now() - firstAt > SAME_SIGNAL_MS) process.exit(130);
        resolve();
      });
    }
  });
}

// One or some of the services, for containers: `--services=song,user`. Expects a migrated database.
import { openLog } from '../compose/log.ts';
import { startServices } from '../compose/start-services.ts';
import { loadProcessConfig } from '../config/index.ts';
import { firstSignal } from './signals.ts';
import { runProgram } from './tell.ts';

await runProgram('This service cannot start', async () => {
  const config = loadProcessConfig();
  const { log, flush } = openLog(config);
  process.on('exit', flush);
  const stopped = firstSignal();
  const { services, workers } = config;
  const onProgress = (sentence: string) => log.info(sentence);
  const { address, stop } = await startServices(config, { log, onProgress, migrates: false });
  log.info({ address, services, workers }, 'ready');
  await stopped;
  log.info('stopping');
  await stop();
  log.info('stopped');
});

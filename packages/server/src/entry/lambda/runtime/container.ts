import { readParameters } from '@madrigal/adapters/parameters/ssm';
import { type Log, openLog } from '../../../compose/log.ts';
import { type Config, loadFunctionConfig } from '../../../config/index.ts';

/** What a container of a function has before its engines. */
export interface Container {
  config: Config;
  log: Log;
}

/** Reads the configuration of a function, its secrets included, and opens its log. */
export async function openContainer(name: string, argv: readonly string[]): Promise<Container> {
  const config = await loadFunctionConfig(argv, (region, names) =>
    readParameters({ region }, names),
  );
  const { log } = openLog(config);
  return { config, log: log.child({ function: name }) };
}

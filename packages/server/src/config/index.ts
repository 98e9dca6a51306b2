import type { Config } from './config.ts';
import { nodeFiles } from './files.ts';
import { loadConfig } from './load-config.ts';

export type { AwsAccess, Config } from './config.ts';
export { ConfigError } from './config-error.ts';
export { type ServiceName, serviceNames, type WorkerClass } from './engine-settings.ts';
export { loadFunctionConfig } from './function-config.ts';
export { isWhole, loadOrCreateSecrets, type Secrets } from './secrets.ts';

/**
 * The configuration of this process. `argv` are the flags, where the command line has more.
 * @throws ConfigError with every fault there is
 */
export function loadProcessConfig(argv: readonly string[] = process.argv.slice(2)): Config {
  return loadConfig({
    env: process.env,
    argv,
    cwd: process.cwd(),
    files: nodeFiles,
  });
}

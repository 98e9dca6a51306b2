import type { Config } from './config.ts';
import { nodeFiles } from './files.ts';
import { loadConfig } from './load-config.ts';

export type { Config } from './config.ts';
export { ConfigError } from './config-error.ts';
export { loadOrCreateSecrets, type Secrets } from './secrets.ts';

/** The configuration of this process. @throws ConfigError with every fault there is */
export function loadProcessConfig(): Config {
  return loadConfig({
    env: process.env,
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    files: nodeFiles,
  });
}

import type { Config } from './config.ts';
import { nodeFiles } from './files.ts';
import { loadConfig } from './load-config.ts';
import { settings } from './settings.ts';

const REFERENCE = /^ssm:(.+)$/;

/** Reads the texts of parameters by their names. */
export type ParameterReader = (
  region: string,
  names: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/**
 * The configuration of a function: settings in its environment, where `ssm:/name` stands for a
 * parameter, so that no secret has to be there.
 * @throws ConfigError with every fault there is
 */
export async function loadFunctionConfig(
  argv: readonly string[],
  readParameters: ParameterReader,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Config> {
  return loadConfig({
    env: { ...env, ...(await referred(env, readParameters)) },
    argv,
    cwd: process.cwd(),
    files: nodeFiles,
  });
}

async function referred(
  env: Readonly<Record<string, string | undefined>>,
  readParameters: ParameterReader,
): Promise<Record<string, string | undefined>> {
  const references = Object.keys(settings).flatMap((setting) => {
    const name = REFERENCE.exec(env[setting] ?? '')?.[1];
    return name === undefined ? [] : [{ setting, name }];
  });
  if (references.length === 0) return {};
  const names = [...new Set(references.map(({ name }) => name))];
  const texts = await readParameters(env.AWS_REGION ?? 'us-east-1', names);
  return Object.fromEntries(references.map(({ setting, name }) => [setting, texts.get(name)]));
}

import { resolve } from 'node:path';
import { z } from 'zod';
import { checkTogether } from './check-together.ts';
import { type Config, toConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigFiles, codeOf } from './files.ts';
import { areP256PublicKeys, isP256PrivateKey, type Setting } from './setting.ts';
import { type SettingName, type SettingValues, settings } from './settings.ts';
import { findGiven, type Given, readDotEnv, readFlags } from './sources.ts';

export interface ConfigSources {
  env: Readonly<Record<string, string | undefined>>;
  /** Arguments after the script. */
  argv: readonly string[];
  /** Folder that relative paths and the `.env` file are in. */
  cwd: string;
  files: ConfigFiles;
}

/**
 * The configuration from flags, environment and `.env` file, in this order of precedence.
 * @throws ConfigError with every fault there is
 */
export function loadConfig({ env, argv, cwd, files }: ConfigSources): Config {
  const faults: string[] = [];
  const dotEnv = attempt(faults, '.env', () => readDotEnv(files.read(resolve(cwd, '.env')))) ?? {};
  const { flags, faults: flagFaults } = readFlags(argv);
  faults.push(...flagFaults);
  const { values, given } = parseAll({ flags, env, dotEnv }, faults);

  const dataDir = resolve(cwd, values.DATA_DIR ?? '');
  if (values.DATA_DIR) checkFolder(files, dataDir, given.DATA_DIR, faults);
  const ffmpegPath = values.FFMPEG_PATH ? resolve(cwd, values.FFMPEG_PATH) : null;
  if (ffmpegPath) checkProgram(files, ffmpegPath, given.FFMPEG_PATH, faults);
  const read = (name: FileSetting, isValid: (text: string) => boolean) =>
    readSetting(name, { files, cwd, values, given }, isValid, faults);
  const signingKey = read('EDGE_SIGNING_KEY_FILE', isP256PrivateKey);
  const publicKey = read('EDGE_PUBLIC_KEY_FILE', areP256PublicKeys);
  const jwks = read('JWKS_FILE', isJwks);

  checkTogether(values, faults);

  if (faults.length > 0) throw new ConfigError(faults);
  return toConfig(values as SettingValues, { dataDir, ffmpegPath, signingKey, publicKey, jwks });
}

type AllGiven = Partial<Record<SettingName, Given>>;

function parseAll(
  sources: Parameters<typeof findGiven>[1],
  faults: string[],
): { values: Partial<SettingValues>; given: AllGiven } {
  const given: AllGiven = {};
  const shape = findGiven('SHAPE', sources)?.text;
  const entries = (Object.keys(settings) as SettingName[]).map((name) => {
    const found = findGiven(name, sources);
    if (found) given[name] = found;
    return [name, parse(name, found, shape, faults)];
  });
  return { values: Object.fromEntries(entries) as Partial<SettingValues>, given };
}

/** Value of one setting; undefined, and a fault, where it has none that is valid. */
function parse(
  name: SettingName,
  given: Given | null,
  shape: string | undefined,
  faults: string[],
): unknown {
  const setting: Setting<unknown> = settings[name];
  const ofShape = { kubernetes: setting.inKubernetes, aws: setting.inAws }[shape ?? ''];
  const fallback = ofShape ?? setting.fallback;
  const text = given?.text ?? fallback;
  if (text === null) return null;
  const parsed = setting.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const shown = setting.secret ? 'the value' : JSON.stringify(text);
  faults.push(`${given?.source ?? name}: ${shown} is not valid; it must be ${setting.expects}.`);
  return undefined;
}

function checkFolder(
  files: ConfigFiles,
  path: string,
  given: Given | undefined,
  faults: string[],
): void {
  const reason = files.faultOfFolder(path);
  if (reason === null) return;
  const source = given?.source ?? 'DATA_DIR';
  faults.push(
    `${source}: nothing can be written into ${path} (${reason}); it must be ${settings.DATA_DIR.expects}.`,
  );
}

function checkProgram(
  files: ConfigFiles,
  path: string,
  given: Given | undefined,
  faults: string[],
): void {
  const reason = files.faultOfProgram(path);
  if (reason === null) return;
  const { expects } = settings.FFMPEG_PATH;
  faults.push(`${given?.source}: ${path} cannot be run (${reason}); it must be ${expects}.`);
}

type FileSetting = 'EDGE_SIGNING_KEY_FILE' | 'EDGE_PUBLIC_KEY_FILE' | 'JWKS_FILE';

interface FileSources {
  files: ConfigFiles;
  cwd: string;
  values: Partial<SettingValues>;
  given: AllGiven;
}

/** Text of the file that a setting names, if it holds what it should. */
function readSetting(
  name: FileSetting,
  { files, cwd, values, given }: FileSources,
  isValid: (text: string) => boolean,
  faults: string[],
): string | null {
  if (!values[name]) return null;
  const path = resolve(cwd, values[name]);
  const source = given[name]?.source ?? name;
  const text = attempt(faults, source, () => files.read(path));
  if (text === undefined) return null;
  if (text !== null && isValid(text)) return text;
  const problem =
    text === null ? `there is no file ${path}` : `${path} holds no such ${named[name]}`;
  faults.push(`${source}: ${problem}; it must be ${settings[name].expects}.`);
  return null;
}

const named = {
  EDGE_SIGNING_KEY_FILE: 'key',
  EDGE_PUBLIC_KEY_FILE: 'key',
  JWKS_FILE: 'key set',
} as const;

const KeySet = z.object({ keys: z.array(z.object({ kty: z.string(), kid: z.string() })).min(1) });

function isJwks(text: string): boolean {
  try {
    return KeySet.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Result of reading a file, or a fault that names it. */
function attempt<T>(faults: string[], source: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    faults.push(`${source}: the file cannot be read (${codeOf(error)}).`);
    return undefined;
  }
}

import { createPrivateKey } from 'node:crypto';
import { resolve } from 'node:path';
import { type Config, toConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigFiles, codeOf } from './files.ts';
import type { Setting } from './setting.ts';
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
  const keyFile = values.EDGE_SIGNING_KEY_FILE;
  const signingKey = keyFile
    ? readSigningKey(files, resolve(cwd, keyFile), given.EDGE_SIGNING_KEY_FILE, faults)
    : null;

  checkMail(values, faults);

  if (faults.length > 0) throw new ConfigError(faults);
  return toConfig(values as SettingValues, { dataDir, ffmpegPath, signingKey });
}

/**
 * What sending mails rests on. The address people use is among it: links in mails must not follow
 * the Host header of whoever asks for them.
 */
function checkMail(values: Partial<SettingValues>, faults: string[]): void {
  if (values.MAIL !== 'smtp') return;
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'] as const) {
    if (values[name] !== null) continue;
    faults.push(`${name}: missing; where MAIL is smtp it must be ${settings[name].expects}.`);
  }
}

type AllGiven = Partial<Record<SettingName, Given>>;

function parseAll(
  sources: Parameters<typeof findGiven>[1],
  faults: string[],
): { values: Partial<SettingValues>; given: AllGiven } {
  const given: AllGiven = {};
  const entries = (Object.keys(settings) as SettingName[]).map((name) => {
    const found = findGiven(name, sources);
    if (found) given[name] = found;
    return [name, parse(name, settings[name], found, faults)];
  });
  return { values: Object.fromEntries(entries) as Partial<SettingValues>, given };
}

/** Value of one setting; undefined, and a fault, where it has none that is valid. */
function parse(
  name: SettingName,
  setting: Setting<unknown>,
  given: Given | null,
  faults: string[],
): unknown {
  const text = given?.text ?? setting.fallback;
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

function readSigningKey(
  files: ConfigFiles,
  path: string,
  given: Given | undefined,
  faults: string[],
): string | null {
  const source = given?.source ?? 'EDGE_SIGNING_KEY_FILE';
  const { expects } = settings.EDGE_SIGNING_KEY_FILE;
  const pem = attempt(faults, source, () => files.read(path));
  if (pem === undefined) return null;
  if (pem !== null && isP256PrivateKey(pem)) return pem;
  const problem = pem === null ? `there is no file ${path}` : `${path} holds no such key`;
  faults.push(`${source}: ${problem}; it must be ${expects}.`);
  return null;
}

function isP256PrivateKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
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

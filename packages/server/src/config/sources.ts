import { parseArgs, parseEnv } from 'node:util';
import { type SettingName, settings } from './settings.ts';

/** The text a setting was given, and where a person finds it. */
export interface Given {
  text: string;
  source: string;
}

type Texts = Readonly<Record<string, string | undefined>>;

const names = Object.keys(settings) as SettingName[];

/** What was given for a setting: a flag first, the environment next, the `.env` file last. */
export function findGiven(
  name: SettingName,
  sources: { flags: Texts; env: Texts; dotEnv: Texts },
): Given | null {
  const { flag } = settingOf(name);
  const flagText = flag && sources.flags[flag];
  if (flag && flagText !== undefined) return { text: flagText, source: `${flag} (${name})` };
  // An empty variable is an unset one, as in `PORT= npm start` and in compose files.
  const text = sources.env[name] || sources.dotEnv[name];
  if (!text) return null;
  return { text, source: sources.env[name] ? name : `${name} (in .env)` };
}

/** Setting of a name, its differences in type forgotten. */
function settingOf(name: SettingName): { flag?: string; fallback: string | null } {
  return settings[name];
}

/** Values of the flags by flag, and a line for every argument that is none. */
export function readFlags(argv: readonly string[]): { flags: Texts; faults: string[] } {
  const known = names.flatMap((name) => settingOf(name).flag ?? []);
  const options = Object.fromEntries(
    known.map((flag) => [flag.slice(2), { type: 'string' as const }]),
  );
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const flags: Record<string, string> = {};
  const faults: string[] = [];
  let afterUnknown = false;
  for (const token of tokens) {
    if (token.kind === 'option') {
      const { rawName, value } = token;
      afterUnknown = !known.includes(rawName);
      if (afterUnknown) faults.push(`${rawName}: unknown flag; there are ${known.join(', ')}.`);
      else if (!value || value.startsWith('--')) {
        faults.push(`${rawName}: a value is missing after it.`);
      } else flags[rawName] = value;
    } else if (token.kind === 'positional') {
      // What follows an unknown flag is probably its value.
      if (!afterUnknown) faults.push(`${token.value}: unknown argument.`);
      afterUnknown = false;
    }
  }
  return { flags, faults };
}

/** Variables of a `.env` file. */
export function readDotEnv(text: string | null): Texts {
  return text === null ? {} : parseEnv(text);
}

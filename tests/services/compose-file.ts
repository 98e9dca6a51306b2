import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './program.ts';

export interface ComposeService {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, { condition: string }>;
  volumes?: string[];
  healthcheck?: object;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  tmpfs?: string[];
  user?: string;
}

interface ComposeFile {
  services: Record<string, ComposeService>;
  volumes: Record<string, object>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** `compose.yaml`, with its anchors merged. */
export function readCompose(): ComposeFile {
  return parse(read('compose.yaml'), { merge: true }) as ComposeFile;
}

/** What `.env.example` asks for: its own value, or one that is made up. */
export function exampleEnv(): Record<string, string> {
  const lines = read('.env.example')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(
    lines
      .map((line) => line.split(/=(.*)/s))
      .map(([name = '', value]) => [name, value || `${name.toLowerCase()}-`.repeat(5)]),
  );
}

/** Text with `${NAME}`, `${NAME:-fallback}` and `${NAME:?what it is}` of the Compose specification filled in. */
export function filledIn(text: string, given: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, rest) => {
    const value = given[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} is not in .env.example.`);
    return value;
  });
}

/** What the image of the services says: its settings, and what is run where compose.yaml says nothing. */
export function readServerImage(): { env: Record<string, string>; command: string[] } {
  const text = read('infra/docker/Dockerfile');
  const stage = text.slice(text.indexOf(' AS server'), text.indexOf(' AS gateway'));
  const [, env = ''] = /^ENV (.+)$/m.exec(stage) ?? [];
  const [, command = '[]'] = /^CMD (\[.+\])$/m.exec(stage) ?? [];
  const pairs = env.split(' ').map((pair) => pair.split('=') as [string, string]);
  return { env: Object.fromEntries(pairs), command: JSON.parse(command) };
}

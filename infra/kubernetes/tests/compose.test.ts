import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../../packages/server/src/config/load-config.ts';
import { settings } from '../../../packages/server/src/config/settings.ts';

const root = join(import.meta.dirname, '../../..');

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, { condition: string }>;
  volumes?: string[];
  healthcheck?: object;
  read_only?: boolean;
  cap_drop?: string[];
}

const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, object>;
};
const dockerfile = readFileSync(join(root, 'infra/docker/Dockerfile'), 'utf8');
const services = Object.entries(compose.services);
/** Those of our own image, in which the product runs. */
const ours = services.filter(([name, { image }]) => image === 'madrigal:local' && name !== 'keys');

/** What `.env.example` asks for, filled in. */
const given: Record<string, string> = Object.fromEntries(
  readFileSync(join(root, '.env.example'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => line.split(/=(.*)/s))
    .map(([name = '', value]) => [name, value || `${name.toLowerCase()}-`.repeat(5)]),
);

/** `${NAME}`, `${NAME:-fallback}` and `${NAME:?what it is}` of the Compose specification. */
function filledIn(text: string): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, rest) => {
    const value = given[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} is not in .env.example.`);
    return value;
  });
}

describe('compose.yaml', () => {
  it('needs nothing that .env.example does not name', () => {
    expect(() => filledIn(JSON.stringify(compose))).not.toThrow();
  });

  it.each(ours)('gives %s settings that it starts with', (_, { environment = {} }) => {
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, filledIn(value)]),
    );
    for (const name of Object.keys(env)) expect(Object.keys(settings)).toContain(name);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keys: Record<string, string> = {
      '/secrets/edge-private.pem': privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      '/secrets/edge-public.pem': publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    };
    const files = {
      read: (path: string) => keys[path] ?? null,
      faultOfFolder: () => null,
      faultOfProgram: () => null,
    };
    const config = loadConfig({ env, argv: [], cwd: '/app', files });
    expect(config.shape).toBe('kubernetes');
  });

  it.each(services)('has whatever %s names', (_, { depends_on = [], volumes = [], command }) => {
    const before = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(before));
    for (const [other, { condition }] of Object.entries(depends_on)) {
      if (condition === 'service_healthy') {
        expect(compose.services[other]?.healthcheck, `health of ${other}`).toBeDefined();
      }
    }
    const named = volumes.map((volume) => volume.split(':')[0]);
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    const programs = command?.filter((word) => word.endsWith('.ts')) ?? [];
    for (const path of programs) expect(() => readFileSync(join(root, path))).not.toThrow();
  });

  it('keeps accounts in MongoDB for all that look them up', () => {
    for (const [name, { environment }] of ours) {
      if (name !== 'edge') expect(environment?.ACCOUNTS_DATABASE, name).toBe('mongodb');
    }
  });

  it('gives no two of our processes the same scratch files', () => {
    for (const [name, { volumes = [] }] of ours) {
      const shared = volumes.filter((volume) => !volume.endsWith(':ro'));
      expect([name, shared]).toEqual([name, []]);
    }
    expect(dockerfile).toContain('VOLUME /data');
  });

  it('lets our processes write and do nothing they need not', () => {
    for (const [name, service] of ours) {
      expect([name, service.read_only, service.cap_drop]).toEqual([name, true, ['ALL']]);
    }
  });
});

describe('the Dockerfile', () => {
  /** Paths that it copies from the folder it is built in. */
  const copied = dockerfile
    .split('\n')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

  it('copies only what is there, and is not left out', () => {
    const leftOut = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
    for (const path of copied) {
      if (path.includes('*')) continue;
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(leftOut).not.toContain(path.split('/')[0]);
    }
  });

  it('installs the packages of every workspace', () => {
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const manifests = copied.filter((path) => path.endsWith('/package.json'));
    expect(manifests).toEqual(workspaces.map((path: string) => `${path}/package.json`));
  });

  it('takes along what is installed for one workspace alone', () => {
    expect(dockerfile).toContain('COPY --from=dependencies /app/packages packages');
  });

  it('gives the gateway whatever its configuration includes', () => {
    const conf = readFileSync(join(root, 'infra/gateway/nginx.conf'), 'utf8');
    const included = [...conf.matchAll(/include \/etc\/nginx\/madrigal\/(\S+);/g)].map(
      ([, name]) => `infra/gateway/${name}`,
    );
    expect(included).not.toEqual([]);
    expect(copied).toEqual(expect.arrayContaining(included));
  });
});

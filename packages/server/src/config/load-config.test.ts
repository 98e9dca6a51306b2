import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { type ConfigFiles, nodeFiles } from './files.ts';
import { type ConfigSources, loadConfig } from './load-config.ts';
import { renderReference } from './reference.ts';

const cwd = '/home/ada/madrigal';

function memoryFiles(texts: Record<string, string> = {}): ConfigFiles {
  return {
    read: (path) => texts[path] ?? null,
    faultOfFolder: (path) => (path.startsWith('/readonly') ? 'permission denied' : null),
    faultOfProgram: (path) => (path in texts ? null : 'there is no such place'),
  };
}

function load(sources: Partial<ConfigSources> = {}) {
  return loadConfig({ env: {}, argv: [], cwd, files: memoryFiles(), ...sources });
}

function faultsOf(sources: Partial<ConfigSources>): readonly string[] {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

const pemOf = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();

describe('configuration', () => {
  it('is complete without any setting', () => {
    expect(load()).toEqual({
      shape: 'embedded',
      services: ['user', 'admin', 'song', 'photo', 'video', 'edge', 'worker'],
      workers: ['audio', 'import', 'image', 'video', 'slideshow', 'mail'],
      dataDir: `${cwd}/data`,
      http: {
        host: '127.0.0.1',
        port: 4680,
        publicUrl: null,
        edgeUrl: null,
        redirectApps: false,
        trustProxy: null,
        metricsToken: null,
        originSecret: null,
      },
      database: { kind: 'embedded' },
      stores: {
        catalogue: 'postgres',
        library: 'postgres',
        media: 'postgres',
        slideshows: 'postgres',
        shares: 'postgres',
        'play-queues': 'postgres',
      },
      dynamodb: null,
      blobs: { kind: 'filesystem' },
      events: { kind: 'memory' },
      cache: { kind: 'memory' },
      accounts: {
        database: { kind: 'postgres' },
        keys: { kind: 'own' },
        registration: 'open',
        emailVerificationRequired: false,
        providers: [],
        secret: null,
        sealingSecret: null,
        userPool: null,
      },
      sms: { kind: 'outbox' },
      mail: { kind: 'outbox' },
      delivery: {
        streamUrlTtlSeconds: 21_600,
        signingKey: null,
        keyPairId: null,
        publicKey: null,
      },
      uploads: { expiryHours: 72, secret: null },
      storage: { limitBytes: null },
      jobs: {
        queue: { kind: 'postgres' },
        leaseSeconds: 30,
        concurrency: 2,
        sweepIntervalSeconds: 60,
      },
      shutdown: { delaySeconds: 0, graceSeconds: 0 },
      media: { ffmpegPath: null, renditionDays: 30 },
      imports: { roots: null },
      audit: { retentionDays: 365 },
      log: { level: 'info', target: 'file' },
      tracing: null,
    });
  });

  it('sends traces where it was told, with the headers that the collector wants', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpi,x-scope=a=b',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(load({ env }).tracing).toEqual({
      endpoint: 'http://collector:4318',
      headers: { authorization: 'Basic YTpi', 'x-scope': 'a=b' },
      serviceName: 'madrigal',
      sampleRatio: 0.25,
    });
    const faults = faultsOf({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 's3cr3t=%zz',
        OTEL_TRACES_SAMPLER_ARG: '1.5',
      },
    });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('s3cr3t');
  });

  it('sends mails where it was told by which server, as whom and with which links', () => {
    const env = {
      MAIL: 'smtp',
      SMTP_URL: 'smtps://music:secret@mail.example',
      MAIL_FROM: 'Music <music@example.org>',
      PUBLIC_URL: 'https://music.example',
    };
    const { SMTP_URL: url, MAIL_FROM: from } = env;
    expect(load({ env }).mail).toEqual({ kind: 'smtp', url, from });
    for (const name of ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL']) {
      expect(faultsOf({ env: { ...env, [name]: '' } })).toEqual([
        expect.stringMatching(`^${name}: missing; where MAIL is smtp it must be `),
      ]);
    }
    const wrong = { SMTP_URL: 'http://x', MAIL_FROM: 'Music <nobody>' };
    expect(faultsOf({ env: wrong })).toHaveLength(2);
    expect(faultsOf({ env: { SMTP_URL: 'http://user:secret@x' } }).join()).not.toContain('secret');
  });

  it('cannot be changed afterwards', () => {
    const config = load({ env: { TRUST_PROXY: 'loopback' } });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.http)).toBe(true);
    expect(Object.isFrozen(config.http.trustProxy)).toBe(true);
  });

  it('takes flags before the environment before .env', () => {
    const files = memoryFiles({ [`${cwd}/.env`]: 'PORT=1\nHOST=0.0.0.0\nLOG_LEVEL=warn\n' });
    const config = load({ files, env: { PORT: '2', HOST: '::1' }, argv: ['--port', '3'] });
    expect(config.http).toMatchObject({ port: 3, host: '::1' });
    expect(config.log.level).toBe('warn');
  });

  it('takes flags with a space or an equals sign, and paths from where it is started', () => {
    const config = load({ argv: ['--data=../music', '--host', 'localhost', '--port=0'] });
    expect(config.dataDir).toBe('/home/ada/music');
    expect(config.http).toMatchObject({ host: 'localhost', port: 0 });
  });

  it('counts an empty variable as unset', () => {
    expect(load({ env: { PORT: '', DATABASE_URL: '' } })).toEqual(load());
  });

  it('takes every setting', () => {
    const key = pemOf('P-256');
    const env = {
      SHAPE: 'embedded',
      PUBLIC_URL: 'https://Music.example/',
      EDGE_URL: 'https://cdn.example:8443',
      DATABASE_URL: 'postgresql://ada:secret@db/madrigal',
      REGISTRATION: 'closed',
      STREAM_URL_TTL_SECONDS: '60',
      JOB_LEASE_SECONDS: '5',
      WORKER_CONCURRENCY: '4',
      SWEEP_INTERVAL_SECONDS: '1',
      UPLOAD_EXPIRY_HOURS: '1',
      STORAGE_LIMIT_GB: '5',
      IMPORT_ROOTS: '/srv/music, /mnt/more',
      FFMPEG_PATH: 'bin/ffmpeg',
      AUTH_SECRET: 'a'.repeat(32),
      UPLOAD_SECRET: 'u'.repeat(32),
      EDGE_SIGNING_KEY_FILE: '/keys/edge.pem',
      TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8',
      METRICS_TOKEN: 'm'.repeat(32),
    };
    const files = memoryFiles({ '/keys/edge.pem': key, [`${cwd}/bin/ffmpeg`]: '' });
    expect(load({ env, files })).toMatchObject({
      http: {
        publicUrl: 'https://music.example',
        edgeUrl: 'https://cdn.example:8443',
        trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'],
        metricsToken: env.METRICS_TOKEN,
      },
      database: { kind: 'postgres', connectionString: env.DATABASE_URL },
      accounts: { registration: 'closed', secret: env.AUTH_SECRET },
      delivery: { streamUrlTtlSeconds: 60, signingKey: key },
      uploads: { expiryHours: 1, secret: env.UPLOAD_SECRET },
      storage: { limitBytes: 5_000_000_000 },
      jobs: { leaseSeconds: 5, concurrency: 4, sweepIntervalSeconds: 1 },
      media: { ffmpegPath: `${cwd}/bin/ffmpeg` },
      imports: { roots: ['/srv/music', '/mnt/more'] },
    });
  });
});

describe('faults of the configuration', () => {
  it('are listed all at once, each naming the setting and what would be right', () => {
    const files = memoryFiles({
      [`${cwd}/.env`]: 'LOG_LEVEL=loud\n',
      '/keys/rsa.pem': 'not a key',
    });
    const lines = faultsOf({
      files,
      env: {
        PORT: '65536',
        SHAPE: 'aws',
        REGISTRATION: 'maybe',
        DATABASE_URL: 'mysql://root:topsecret@db/x',
        PUBLIC_URL: 'music.example',
        EDGE_URL: 'https://cdn.example/path',
        JOB_LEASE_SECONDS: '1.5',
        AUTH_SECRET: 'tooshortsecret',
        TRUST_PROXY: 'true',
        EDGE_SIGNING_KEY_FILE: '/keys/rsa.pem',
        FFMPEG_PATH: '/nowhere/ffmpeg',
      },
      argv: ['--data', '/readonly/data', '--prot', '80'],
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "--prot: unknown flag; there are --port, --host, --data, --services, --workers.",
        "PORT: "65536" is not valid; it must be a whole number from 0 to 65535.",
        "PUBLIC_URL: "music.example" is not valid; it must be an address without a path, such as https://music.example.",
        "EDGE_URL: "https://cdn.example/path" is not valid; it must be an address without a path, such as https://music.example.",
        "DATABASE_URL: the value is not valid; it must be a URL like postgresql://user:password@host:5432/madrigal.",
        "REGISTRATION: "maybe" is not valid; it must be one of open, invite, closed.",
        "LOG_LEVEL (in .env): "loud" is not valid; it must be one of trace, debug, info, warn, error, fatal, silent.",
        "JOB_LEASE_SECONDS: "1.5" is not valid; it must be a whole number of seconds from 1 to 3600.",
        "AUTH_SECRET: the value is not valid; it must be at least 32 characters of random text.",
        "TRUST_PROXY: "true" is not valid; it must be a comma-separated list of addresses, ranges like 10.0.0.0/8, or the words loopback, linklocal, uniquelocal.",
        "--data (DATA_DIR): nothing can be written into /readonly/data (permission denied); it must be a folder that can be written to.",
        "FFMPEG_PATH: /nowhere/ffmpeg cannot be run (there is no such place); it must be the path of an FFmpeg program.",
        "EDGE_SIGNING_KEY_FILE: /keys/rsa.pem holds no such key; it must be the path of a private ECDSA P-256 key in PEM form.",
        "MAIL_FROM: missing; where MAIL is ses it must be an address such as music@example.org or Music <music@example.org>.",
        "S3_RAW_BUCKET: missing; where BLOBS is s3 it must be the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens.",
        "S3_PROCESSED_BUCKET: missing; where BLOBS is s3 it must be the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens.",
      ]
    `);
    expect(lines.join()).not.toMatch(/topsecret|tooshortsecret/);
  });

  it.each([
    [['--port'], '--port: a value is missing'],
    [['--port='], '--port: a value is missing'],
    [['--port', '--host', '::1'], '--port: a value is missing'],
    [['-p', '80'], '-p: unknown flag'],
    [['--verbose'], '--verbose: unknown flag'],
    [['--no-port'], '--no-port: unknown flag'],
    [['serve'], 'serve: unknown argument'],
    [['--port', 'abc'], '--port (PORT): "abc" is not valid'],
    [['--port', '-1'], '--port'],
  ])('of the arguments %j', (argv, line) => {
    expect(faultsOf({ argv })).toContainEqual(expect.stringContaining(line));
  });

  it.each(['secp384r1', 'secp256k1'])('name a signing key on the curve %s', (curve) => {
    const files = memoryFiles({ '/k.pem': pemOf(curve) });
    expect(faultsOf({ files, env: { EDGE_SIGNING_KEY_FILE: '/k.pem' } })).toEqual([
      'EDGE_SIGNING_KEY_FILE: /k.pem holds no such key; it must be the path of a private ECDSA P-256 key in PEM form.',
    ]);
  });

  it('name a .env that cannot be read', () => {
    const files = { ...memoryFiles(), read: nodeFiles.read };
    const folder = mkdtempSync(join(tmpdir(), 'madrigal-config-'));
    const asFolder = join(folder, 'is-a-folder');
    writeFileSync(join(folder, 'x'), '');
    expect(faultsOf({ files: { ...files, read: () => nodeFiles.read(folder) } })).toEqual([
      '.env: the file cannot be read (EISDIR).',
    ]);
    expect(nodeFiles.read(asFolder)).toBeNull();
    rmSync(folder, { recursive: true });
  });
});

describe('folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madrigal-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are made where they are missing, and left empty', () => {
    expect(nodeFiles.faultOfFolder(join(folder, 'a/b'))).toBeNull();
    expect(nodeFiles.faultOfFolder(join(folder, 'a/b'))).toBeNull();
  });

  it('cannot be below a file, a file, or in a system folder', () => {
    const file = join(folder, 'file');
    const reason = 'it, or a part of its path, is a file';
    writeFileSync(file, '');
    expect(nodeFiles.faultOfFolder(join(file, 'data'))).toBe(reason);
    expect(nodeFiles.faultOfFolder(file)).toBe(reason);
    expect(nodeFiles.faultOfFolder('/proc/madrigal')).not.toBeNull();
  });
});

it('docs/configuration.md says what the settings are', async () => {
  await expect(renderReference()).toMatchFileSnapshot(
    resolve(import.meta.dirname, '../../../../docs/configuration.md'),
  );
});

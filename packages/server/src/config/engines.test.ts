import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { type ConfigSources, loadConfig } from './load-config.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const weak = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const files: Readonly<Record<string, string>> = {
  '/keys/edge.pem': privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  '/keys/edge.pub': publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  '/keys/two.pub': [publicKey, other.publicKey]
    .map((key) => key.export({ format: 'pem', type: 'spki' }))
    .join(''),
  '/keys/mixed.pub': [publicKey, weak.publicKey]
    .map((key) => key.export({ format: 'pem', type: 'spki' }))
    .join(''),
  '/keys/jwks.json': JSON.stringify({ keys: [{ kty: 'OKP', kid: 'a' }] }),
  '/keys/empty.json': '{"keys":[]}',
};

function load(env: ConfigSources['env'], argv: string[] = []) {
  return loadConfig({
    env,
    argv,
    cwd: '/srv',
    files: {
      read: (path) => files[path] ?? null,
      faultOfFolder: () => null,
      faultOfProgram: () => null,
    },
  });
}

function faultsOf(env: ConfigSources['env'], argv: string[] = []): string[] {
  try {
    load(env, argv);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.split(';')[0] ?? '');
    throw error;
  }
  return [];
}

const buckets = { BLOBS: 's3', S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' };
const kubernetes = {
  SHAPE: 'kubernetes',
  DATABASE_URL: 'postgresql://db/madrigal',
  REDIS_URL: 'redis://redis:6379',
  S3_RAW_BUCKET: 'raw',
  S3_PROCESSED_BUCKET: 'processed',
  EDGE_SIGNING_KEY_FILE: '/keys/edge.pem',
  AUTH_SECRET: 'a'.repeat(32),
  SEALING_SECRET: 's'.repeat(32),
};

describe('engines', () => {
  it('of the shape kubernetes are those that processes share', () => {
    expect(load(kubernetes)).toMatchObject({
      http: { host: '0.0.0.0' },
      database: { kind: 'postgres' },
      blobs: { kind: 's3', rawBucket: 'raw', processedBucket: 'processed', manageBuckets: true },
      events: { kind: 'redis', url: kubernetes.REDIS_URL },
      cache: { kind: 'redis', url: kubernetes.REDIS_URL },
      jobs: { queue: { kind: 'postgres' } },
      shutdown: { delaySeconds: 5, graceSeconds: 20 },
      log: { target: 'stdout' },
    });
  });

  it('of the shape aws are managed ones, prepared by whoever deploys', () => {
    const { REDIS_URL: _, EDGE_SIGNING_KEY_FILE: path, ...rest } = kubernetes;
    const aws = {
      ...{
        ...rest,
        SHAPE: 'aws',
        PUBLIC_URL: 'https://music.example',
        MAIL_FROM: 'm@music.example',
      },
      EDGE_SIGNING_KEY: files[path]?.replaceAll('\n', '\\n'),
      EDGE_KEY_PAIR_ID: 'K2JCJMDEHXQW5F',
      ORIGIN_SECRET: 'o'.repeat(32),
    };
    const config = load({ ...aws, JWKS_URL: 'https://music.example/api/auth/jwks' }, [
      '--services=song',
    ]);
    expect(config).toMatchObject({
      dataDir: '/tmp/madrigal',
      http: { redirectApps: true, originSecret: aws.ORIGIN_SECRET },
      database: { kind: 'postgres', maxConnections: 3 },
      blobs: { kind: 's3', manageBuckets: false },
      jobs: { queue: { kind: 'sqs', manageQueues: false } },
      events: { kind: 'poll' },
      cache: { kind: 'memory' },
      mail: { kind: 'ses', from: 'm@music.example', configurationSet: null },
      sms: { kind: 'off' },
      delivery: { signingKey: files[path], keyPairId: 'K2JCJMDEHXQW5F' },
      log: { target: 'stdout' },
    });
    expect(
      faultsOf({ ...aws, EDGE_SIGNING_KEY: 'no key', MAIL_FROM: '' }, ['--services=user']),
    ).toEqual(['EDGE_SIGNING_KEY: the value is not valid', 'MAIL_FROM: missing']);
  });

  it('are chosen one by one, whatever the shape', () => {
    const config = load({
      ...buckets,
      S3_ENDPOINT: 'http://s3.local:9000/',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
      S3_MANAGE_BUCKETS: 'no',
      JOBS: 'sqs',
      SQS_REGION: 'eu-west-1',
      SLIDESHOWS: 'dynamodb',
      DYNAMODB_TABLE_PREFIX: 'family',
      DYNAMODB_MANAGE_TABLES: 'no',
      EVENTS: 'postgres',
      SHUTDOWN_GRACE_SECONDS: '7',
    });
    expect(config).toMatchObject({
      database: { kind: 'embedded' },
      blobs: {
        access: {
          endpoint: 'http://s3.local:9000',
          credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
        },
        manageBuckets: false,
      },
      jobs: {
        queue: { kind: 'sqs', access: { region: 'eu-west-1', endpoint: null, credentials: null } },
      },
      stores: { media: 'postgres', slideshows: 'dynamodb' },
      dynamodb: { tablePrefix: 'family', manageTables: false, access: { endpoint: null } },
      events: { kind: 'postgres' },
      cache: { kind: 'memory' },
      shutdown: { delaySeconds: 0, graceSeconds: 7 },
    });
  });

  it('need what they are made of, all of it said at once', () => {
    expect(faultsOf({ SHAPE: 'kubernetes', S3_ACCESS_KEY_ID: 'id' })).toEqual([
      'S3_RAW_BUCKET: missing',
      'S3_PROCESSED_BUCKET: missing',
      'S3_SECRET_ACCESS_KEY: missing',
      'REDIS_URL: missing',
      'DATABASE_URL: missing',
    ]);
    expect(faultsOf({ ...buckets, S3_PROCESSED_BUCKET: 'raw' })).toEqual([
      expect.stringMatching('^S3_RAW_BUCKET: it is the same'),
    ]);
    expect(faultsOf({ SLIDESHOWS: 'dynamodb', DYNAMODB_ACCESS_KEY_ID: 'id' })).toEqual([
      'DYNAMODB_SECRET_ACCESS_KEY: missing',
    ]);
    expect(faultsOf({ CATALOGUE: 'dynamodb' })).toEqual([
      expect.stringMatching('^LIBRARY: the library in the database'),
    ]);
    expect(load({ LIBRARY: 'dynamodb' }).stores).toMatchObject({
      ...{ catalogue: 'postgres', library: 'dynamodb' },
    });
    expect(load({}).dynamodb).toBeNull();
    expect(faultsOf({ CACHE: 'redis' })).toEqual(['REDIS_URL: missing']);
    expect(faultsOf({ REDIS_URL: 'http://user:secret@x' }).join()).not.toContain('secret');
  });
});

describe('services', () => {
  it('are all of them, or those that a flag names', () => {
    expect(load({}).services).toHaveLength(7);
    const argv = ['--services=song, user,song', '--workers', 'mail'];
    expect(load(kubernetes, argv)).toMatchObject({ services: ['song', 'user'], workers: ['mail'] });
    expect(faultsOf({ SERVICES: 'song,cake' })).toHaveLength(1);
    expect(faultsOf({ WORKERS: ',' })).toHaveLength(1);
  });

  it('apart from the others share engines and secrets, which nobody makes for them', () => {
    expect(faultsOf({ SERVICES: 'song,worker' })).toEqual([
      expect.stringMatching('^BLOBS: filesystem is for one process alone'),
      'DATABASE_URL: missing',
      expect.stringMatching('^EVENTS: memory is for one process alone'),
      'EDGE_SIGNING_KEY_FILE: missing',
      'SEALING_SECRET: missing',
      'JWKS_URL: missing',
    ]);
    expect(faultsOf({ ...kubernetes, SERVICES: 'user', AUTH_SECRET: '' })).toEqual([
      'AUTH_SECRET: missing',
    ]);
    expect(faultsOf({ ...kubernetes, SERVICES: 'worker', AUTH_SECRET: '' })).toEqual([]);
  });

  it('take public keys of tokens from a file, an address, or have them', () => {
    const keysOf = (env: object) => load({ ...kubernetes, ...env }).accounts.keys;
    const url = 'http://user:4680/api/auth/jwks';
    expect(keysOf({ JWKS_URL: url })).toEqual({ kind: 'own' });
    expect(keysOf({ SERVICES: 'song', JWKS_URL: url })).toEqual({ kind: 'url', url });
    const both = { SERVICES: 'song', JWKS_URL: url, JWKS_FILE: '/keys/jwks.json' };
    expect(keysOf(both)).toEqual({ kind: 'set', json: files['/keys/jwks.json'] });
    for (const file of ['/keys/empty.json', '/keys/edge.pem', '/keys/none']) {
      expect(faultsOf({ ...kubernetes, JWKS_FILE: file })).toHaveLength(1);
    }
  });

  it('that are an edge alone need a bucket and a public key', () => {
    const edge = { SERVICES: 'edge', BLOBS: 's3', S3_PROCESSED_BUCKET: 'processed' };
    expect(faultsOf({ ...edge, SHAPE: 'kubernetes' })).toEqual(['EDGE_PUBLIC_KEY_FILE: missing']);
    const config = load({ ...edge, EDGE_PUBLIC_KEY_FILE: '/keys/edge.pub' });
    expect(config.delivery).toMatchObject({
      signingKey: null,
      publicKey: files['/keys/edge.pub'],
    });
    expect(faultsOf({ ...edge, EDGE_PUBLIC_KEY_FILE: '/keys/edge.pem' })).toHaveLength(1);
    expect(load({ ...edge, EDGE_PUBLIC_KEY_FILE: '/keys/two.pub' }).delivery.publicKey).toBe(
      files['/keys/two.pub'],
    );
    expect(faultsOf({ ...edge, EDGE_PUBLIC_KEY_FILE: '/keys/mixed.pub' })).toHaveLength(1);
  });
});

describe('accounts in a user pool', () => {
  const pool = { COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI', COGNITO_CLIENT_ID: '4tq8abc' };

  it('need to know which one', () => {
    expect(faultsOf({ ACCOUNTS: 'cognito' })).toEqual([
      'COGNITO_USER_POOL_ID: missing',
      'COGNITO_CLIENT_ID: missing',
    ]);
    expect(load({ ACCOUNTS: 'cognito', ...pool }).accounts.userPool).toEqual({
      region: 'us-east-1',
      endpoint: null,
      userPoolId: pool.COGNITO_USER_POOL_ID,
      clientId: pool.COGNITO_CLIENT_ID,
      hostedDomain: null,
      providers: [],
    });
    expect(load(pool).accounts.userPool).toBeNull();
  });

  it('name other sign-in pages as people do, which are reached by pages of the pool', () => {
    const named = { ACCOUNTS: 'cognito', ...pool, COGNITO_PROVIDERS: 'Google, SignInWithApple' };
    expect(faultsOf(named)).toEqual(['COGNITO_HOSTED_DOMAIN: missing']);
    const hosted = { ...named, COGNITO_HOSTED_DOMAIN: 'music.auth.eu-west-1.amazoncognito.com' };
    expect(load(hosted).accounts.userPool?.providers).toEqual([
      { id: 'Google', name: 'Google' },
      { id: 'SignInWithApple', name: 'Apple' },
    ]);
  });

  it('have no phone numbers unless the pool can send texts, which it does by itself', () => {
    const accounts = { ACCOUNTS: 'cognito', ...pool };
    expect(load(accounts).sms.kind).toBe('off');
    expect(load({ ...accounts, SMS: 'sns' }).sms.kind).toBe('sns');
    expect(faultsOf({ ...accounts, SMS: 'outbox' })).toEqual([
      expect.stringContaining('SMS: a user pool sends its texts itself'),
    ]);
  });
});

describe('accounts in MongoDB', () => {
  const inMongo = { ACCOUNTS_DATABASE: 'mongodb' };

  it('need to know which one', () => {
    expect(faultsOf(inMongo)).toEqual(['MONGODB_URL: missing']);
    for (const url of [
      'mongodb://madrigal:pass@mongo.example:27017/madrigal?authSource=admin',
      'mongodb://one.example:27017,two.example:27018/madrigal?replicaSet=rs0',
      'mongodb+srv://madrigal:p%40ss@cluster.example/madrigal',
    ]) {
      const { database } = load({ ...inMongo, MONGODB_URL: url }).accounts;
      expect(database).toEqual({ kind: 'mongodb', url });
    }
    for (const url of [
      'mongodb://mongo.example',
      'mongodb://mongo.example/',
      'http://a.example/b',
    ]) {
      expect(faultsOf({ ...inMongo, MONGODB_URL: url })).toHaveLength(1);
    }
  });

  it('are not those of a user pool', () => {
    const pool = { COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI', COGNITO_CLIENT_ID: '4tq8abc' };
    const MONGODB_URL = 'mongodb://mongo.example/madrigal';
    expect(faultsOf({ ...inMongo, MONGODB_URL, ...pool, ACCOUNTS: 'cognito' })).toHaveLength(1);
  });
});

describe('secrets kept apart', () => {
  it('the password is put into the address of the database', () => {
    const DATABASE_URL = 'postgresql://madrigal@db.example:5432/madrigal?sslmode=verify-full';
    const { database } = load({ DATABASE_URL, DATABASE_PASSWORD: 'p@ss/w:rd' });
    expect(database).toMatchObject({
      connectionString:
        'postgresql://madrigal:p%40ss%2Fw%3Ard@db.example:5432/madrigal?sslmode=verify-full',
    });
  });

  it('public keys may be text', () => {
    const EDGE_PUBLIC_KEY = files['/keys/two.pub'] ?? '';
    expect(load({ EDGE_PUBLIC_KEY }).delivery.publicKey).toBe(EDGE_PUBLIC_KEY);
    expect(faultsOf({ EDGE_PUBLIC_KEY: files['/keys/edge.pem'] ?? '' })).toHaveLength(1);
  });
});

import type { ServiceName, WorkerClass } from './engine-settings.ts';
import type { SettingValues } from './settings.ts';

const GB = 1_000_000_000;

/** How to reach a service of the S3, SQS or DynamoDB protocol; the SDK finds what is null. */
export interface AwsAccess {
  region: string;
  endpoint: string | null;
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

/** Everything the process was told, typed and checked. Paths are absolute. */
export interface Config {
  shape: SettingValues['SHAPE'];
  /** What this process runs. */
  services: readonly ServiceName[];
  /** Jobs that the service `worker` does. */
  workers: readonly WorkerClass[];
  dataDir: string;
  http: {
    host: string;
    /** 0 picks a free port. */
    port: number;
    /** Origin people use; null where any host is accepted. */
    publicUrl: string | null;
    /** Origin of the edge, where it is not this server. */
    edgeUrl: string | null;
    /** True where apps follow redirects to the edge. */
    redirectApps: boolean;
    /** Addresses of reverse proxies, as Fastify's `trustProxy` takes them. */
    trustProxy: string[] | null;
    metricsToken: string | null;
    /** What the CDN in front says so that it is believed; null where any caller is. */
    originSecret: string | null;
  };
  database:
    | { kind: 'embedded' }
    | {
        kind: 'postgres';
        connectionString: string;
        maxConnections: number;
        /** A copy to read from what may be a little behind. */
        replica: string | null;
      };
  /** Engine of each group of stores; in DynamoDB each is a table of this name. */
  stores: Record<
    'catalogue' | 'library' | 'media' | 'slideshows' | 'shares' | 'play-queues',
    'postgres' | 'dynamodb'
  >;
  /** Null where no store is there. */
  dynamodb: {
    access: AwsAccess;
    tablePrefix: string;
    /** True where the tables are ours to make. */
    manageTables: boolean;
  } | null;
  blobs:
    | { kind: 'filesystem' }
    | {
        kind: 's3';
        access: AwsAccess;
        /** Address that browsers reach the server by, where it is another one. */
        publicEndpoint: string | null;
        /** Null where no service of this process needs it. */
        rawBucket: string | null;
        processedBucket: string;
        /** True where the buckets are ours to make and to give rules. */
        manageBuckets: boolean;
      };
  events: { kind: 'memory' | 'postgres' | 'poll' } | { kind: 'redis'; url: string };
  cache: { kind: 'memory' } | { kind: 'redis'; url: string };
  accounts: {
    database: { kind: 'postgres' } | { kind: 'mongodb'; url: string };
    /** Where public keys of access tokens come from, apart from the service `user`. */
    keys: { kind: 'own' } | { kind: 'url'; url: string } | { kind: 'set'; json: string };
    registration: 'open' | 'invite' | 'closed';
    /** True where an account cannot be used before its e-mail address was confirmed. */
    emailVerificationRequired: boolean;
    /** Other sign-in pages that people may use, by OpenID Connect. */
    providers: NonNullable<SettingValues['OIDC_PROVIDERS']>;
    /** Null where Madrigal keeps accounts itself. */
    userPool: {
      region: string;
      endpoint: string | null;
      userPoolId: string;
      clientId: string;
      /** Where its own pages are; null where it has none. */
      hostedDomain: string | null;
      /** Its identity providers that pages offer. */
      providers: { id: string; name: string }[];
    } | null;
    secret: string | null;
    /** Seals passwords of apps. */
    sealingSecret: string | null;
  };
  sms: { kind: 'outbox' | 'off' } | { kind: 'sns'; access: AwsAccess };
  mail:
    | { kind: 'outbox' }
    | { kind: 'smtp'; url: string; from: string }
    | { kind: 'ses'; access: AwsAccess; from: string; configurationSet: string | null };
  delivery: {
    streamUrlTtlSeconds: number;
    /** PEM of the private ECDSA P-256 key; null where one is made and kept in `dataDir`. */
    signingKey: string | null;
    /** CloudFront's name of the public key; null where its fingerprint names it. */
    keyPairId: string | null;
    /** PEM of the public key, for an edge without the private one. */
    publicKey: string | null;
  };
  uploads: { expiryHours: number; secret: string | null };
  /** For everybody who has no limit of their own; null for none. */
  storage: { limitBytes: number | null };
  jobs: {
    queue:
      | { kind: 'postgres' }
      | { kind: 'sqs'; access: AwsAccess; queuePrefix: string; manageQueues: boolean };
    leaseSeconds: number;
    concurrency: number;
    sweepIntervalSeconds: number;
  };
  shutdown: { delaySeconds: number; graceSeconds: number };
  media: { ffmpegPath: string | null; renditionDays: number };
  /** Folders that may be imported by way of the API; null for any. */
  imports: { roots: string[] | null };
  audit: { retentionDays: number };
  /** Null where no traces are made. */
  tracing: {
    /** Address of the collector, without `/v1/traces`. */
    endpoint: string;
    headers: Record<string, string>;
    serviceName: string;
    /** Part of all traces that is kept, from 0 to 1. */
    sampleRatio: number;
  } | null;
  log: { level: SettingValues['LOG_LEVEL']; target: SettingValues['LOG'] };
}

/** Settings in the sections of {@link Config}, frozen. */
export function toConfig(
  values: SettingValues,
  files: {
    dataDir: string;
    ffmpegPath: string | null;
    signingKey: string | null;
    publicKey: string | null;
    jwks: string | null;
  },
): Config {
  return deepFreeze<Config>({
    shape: values.SHAPE,
    services: values.SERVICES,
    workers: values.WORKERS,
    dataDir: files.dataDir,
    http: {
      host: values.HOST,
      port: values.PORT,
      publicUrl: values.PUBLIC_URL,
      edgeUrl: values.EDGE_URL,
      redirectApps: values.OPENSUBSONIC_STREAMS === 'redirect',
      trustProxy: values.TRUST_PROXY,
      metricsToken: values.METRICS_TOKEN,
      originSecret: values.ORIGIN_SECRET,
    },
    database:
      values.DATABASE_URL === null
        ? { kind: 'embedded' }
        : {
            kind: 'postgres',
            connectionString: withPassword(values.DATABASE_URL, values.DATABASE_PASSWORD),
            maxConnections: values.DATABASE_CONNECTIONS,
            replica:
              values.DATABASE_REPLICA_URL &&
              withPassword(values.DATABASE_REPLICA_URL, values.DATABASE_PASSWORD),
          },
    ...storesOf(values),
    blobs: blobsOf(values),
    events: values.EVENTS === 'redis' ? redisOf(values) : { kind: values.EVENTS },
    cache: values.CACHE === 'redis' ? redisOf(values) : { kind: values.CACHE },
    accounts: {
      database:
        values.ACCOUNTS_DATABASE === 'mongodb'
          ? { kind: 'mongodb', url: values.MONGODB_URL ?? '' }
          : { kind: 'postgres' },
      keys: keysOf(values, files.jwks),
      registration: values.REGISTRATION,
      emailVerificationRequired: values.EMAIL_VERIFICATION === 'required',
      providers: values.OIDC_PROVIDERS ?? [],
      userPool: userPoolOf(values),
      secret: values.AUTH_SECRET,
      sealingSecret: values.SEALING_SECRET,
    },
    sms: smsOf(values),
    mail: mailOf(values),
    delivery: {
      streamUrlTtlSeconds: values.STREAM_URL_TTL_SECONDS,
      signingKey: values.EDGE_SIGNING_KEY ?? files.signingKey,
      keyPairId: values.EDGE_KEY_PAIR_ID,
      publicKey: values.EDGE_PUBLIC_KEY ?? files.publicKey,
    },
    uploads: { expiryHours: values.UPLOAD_EXPIRY_HOURS, secret: values.UPLOAD_SECRET },
    storage: { limitBytes: values.STORAGE_LIMIT_GB === 0 ? null : values.STORAGE_LIMIT_GB * GB },
    jobs: {
      queue: queueOf(values),
      leaseSeconds: values.JOB_LEASE_SECONDS,
      concurrency: values.WORKER_CONCURRENCY,
      sweepIntervalSeconds: values.SWEEP_INTERVAL_SECONDS,
    },
    shutdown: {
      delaySeconds: values.SHUTDOWN_DELAY_SECONDS,
      graceSeconds: values.SHUTDOWN_GRACE_SECONDS,
    },
    media: { ffmpegPath: files.ffmpegPath, renditionDays: values.RENDITION_DAYS },
    imports: { roots: values.IMPORT_ROOTS },
    audit: { retentionDays: values.AUDIT_RETENTION_DAYS },
    tracing:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === null
        ? null
        : {
            endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: values.OTEL_EXPORTER_OTLP_HEADERS ?? {},
            serviceName: values.OTEL_SERVICE_NAME,
            sampleRatio: values.OTEL_TRACES_SAMPLER_ARG,
          },
    log: { level: values.LOG_LEVEL, target: values.LOG },
  });
}

function withPassword(address: string, password: string | null): string {
  if (password === null) return address;
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}

function userPoolOf(values: SettingValues): Config['accounts']['userPool'] {
  if (values.ACCOUNTS !== 'cognito') return null;
  return {
    region: values.COGNITO_REGION,
    endpoint: values.COGNITO_ENDPOINT,
    userPoolId: values.COGNITO_USER_POOL_ID ?? '',
    clientId: values.COGNITO_CLIENT_ID ?? '',
    hostedDomain: values.COGNITO_HOSTED_DOMAIN,
    providers: (values.COGNITO_PROVIDERS ?? []).map((id) => ({
      id,
      name: poolProviderNames[id] ?? id,
    })),
  };
}

/** Identity providers that Cognito names otherwise than people do. */
const poolProviderNames: Readonly<Record<string, string>> = {
  SignInWithApple: 'Apple',
  LoginWithAmazon: 'Amazon',
};

function storesOf(values: SettingValues): Pick<Config, 'stores' | 'dynamodb'> {
  const stores: Config['stores'] = {
    catalogue: values.CATALOGUE,
    library: values.LIBRARY,
    media: values.MEDIA,
    slideshows: values.SLIDESHOWS,
    shares: values.SHARES,
    'play-queues': values.PLAY_QUEUES,
  };
  if (!Object.values(stores).includes('dynamodb')) return { stores, dynamodb: null };
  const access = accessOf(
    values.DYNAMODB_REGION,
    values.DYNAMODB_ENDPOINT,
    values.DYNAMODB_ACCESS_KEY_ID,
    values.DYNAMODB_SECRET_ACCESS_KEY,
  );
  const manageTables = values.DYNAMODB_MANAGE_TABLES === 'yes';
  return {
    stores,
    dynamodb: { access, tablePrefix: values.DYNAMODB_TABLE_PREFIX, manageTables },
  };
}

function blobsOf(values: SettingValues): Config['blobs'] {
  if (values.BLOBS === 'filesystem') return { kind: 'filesystem' };
  return {
    kind: 's3',
    access: accessOf(
      values.S3_REGION,
      values.S3_ENDPOINT,
      values.S3_ACCESS_KEY_ID,
      values.S3_SECRET_ACCESS_KEY,
    ),
    publicEndpoint: values.S3_PUBLIC_ENDPOINT,
    rawBucket: values.S3_RAW_BUCKET,
    processedBucket: values.S3_PROCESSED_BUCKET ?? '',
    manageBuckets: values.S3_MANAGE_BUCKETS === 'yes',
  };
}

function queueOf(values: SettingValues): Config['jobs']['queue'] {
  if (values.JOBS === 'postgres') return { kind: 'postgres' };
  return {
    kind: 'sqs',
    access: accessOf(
      values.SQS_REGION,
      values.SQS_ENDPOINT,
      values.SQS_ACCESS_KEY_ID,
      values.SQS_SECRET_ACCESS_KEY,
    ),
    queuePrefix: values.SQS_QUEUE_PREFIX,
    manageQueues: values.SQS_MANAGE_QUEUES === 'yes',
  };
}

function mailOf(values: SettingValues): Config['mail'] {
  const from = values.MAIL_FROM ?? '';
  switch (values.MAIL) {
    case 'smtp':
      return { kind: 'smtp', url: values.SMTP_URL ?? '', from };
    case 'ses': {
      const access = accessOf(values.SES_REGION, values.SES_ENDPOINT, null, null);
      return { kind: 'ses', access, from, configurationSet: values.SES_CONFIGURATION_SET };
    }
    case 'outbox':
      return { kind: 'outbox' };
  }
}

function smsOf(values: SettingValues): Config['sms'] {
  const kept = values.MAIL === 'outbox' && values.ACCOUNTS !== 'cognito';
  const kind = values.SMS ?? (kept ? 'outbox' : 'off');
  if (kind !== 'sns') return { kind };
  return { kind, access: accessOf(values.SNS_REGION, values.SNS_ENDPOINT, null, null) };
}

function accessOf(
  region: string,
  endpoint: string | null,
  accessKeyId: string | null,
  secretAccessKey: string | null,
): AwsAccess {
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
  return { region, endpoint, credentials };
}

function redisOf(values: SettingValues): { kind: 'redis'; url: string } {
  return { kind: 'redis', url: values.REDIS_URL ?? '' };
}

function keysOf(values: SettingValues, jwks: string | null): Config['accounts']['keys'] {
  if (values.SERVICES.includes('user')) return { kind: 'own' };
  if (jwks !== null) return { kind: 'set', json: jwks };
  return values.JWKS_URL ? { kind: 'url', url: values.JWKS_URL } : { kind: 'own' };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

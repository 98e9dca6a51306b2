import type { SettingValues } from './settings.ts';

/** Everything the process was told, typed and checked. Paths are absolute. */
export interface Config {
  shape: 'embedded';
  dataDir: string;
  http: {
    host: string;
    /** 0 picks a free port. */
    port: number;
    /** Origin people use; null where any host is accepted. */
    publicUrl: string | null;
    /** Origin of the edge, where it is not this server. */
    edgeUrl: string | null;
    /** Addresses of reverse proxies, as Fastify's `trustProxy` takes them. */
    trustProxy: string[] | null;
    metricsToken: string | null;
  };
  database: { kind: 'embedded' } | { kind: 'postgres'; connectionString: string };
  accounts: {
    registration: 'open' | 'invite' | 'closed';
    /** True where an account cannot be used before its e-mail address was confirmed. */
    emailVerificationRequired: boolean;
    secret: string | null;
    /** Seals passwords of apps. */
    sealingSecret: string | null;
  };
  mail: { kind: 'outbox' } | { kind: 'smtp'; url: string; from: string };
  delivery: {
    streamUrlTtlSeconds: number;
    /** PEM of the private ECDSA P-256 key; null where one is made and kept in `dataDir`. */
    signingKey: string | null;
  };
  uploads: { expiryHours: number; secret: string | null };
  jobs: { leaseSeconds: number; concurrency: number; sweepIntervalSeconds: number };
  media: { ffmpegPath: string | null; renditionDays: number };
  /** Folders that may be imported by way of the API; null for any. */
  imports: { roots: string[] | null };
  audit: { retentionDays: number };
  log: { level: SettingValues['LOG_LEVEL'] };
  /** Null where no traces are made. */
  tracing: {
    /** Address of the collector, without `/v1/traces`. */
    endpoint: string;
    headers: Record<string, string>;
    serviceName: string;
    /** Part of all traces that is kept, from 0 to 1. */
    sampleRatio: number;
  } | null;
}

/** Settings in the sections of {@link Config}, frozen. */
export function toConfig(
  values: SettingValues,
  paths: { dataDir: string; ffmpegPath: string | null; signingKey: string | null },
): Config {
  return deepFreeze<Config>({
    shape: values.SHAPE,
    dataDir: paths.dataDir,
    http: {
      host: values.HOST,
      port: values.PORT,
      publicUrl: values.PUBLIC_URL,
      edgeUrl: values.EDGE_URL,
      trustProxy: values.TRUST_PROXY,
      metricsToken: values.METRICS_TOKEN,
    },
    database:
      values.DATABASE_URL === null
        ? { kind: 'embedded' }
        : { kind: 'postgres', connectionString: values.DATABASE_URL },
    accounts: {
      registration: values.REGISTRATION,
      emailVerificationRequired: values.EMAIL_VERIFICATION === 'required',
      secret: values.AUTH_SECRET,
      sealingSecret: values.SEALING_SECRET,
    },
    mail:
      values.MAIL === 'smtp'
        ? { kind: 'smtp', url: values.SMTP_URL ?? '', from: values.MAIL_FROM ?? '' }
        : { kind: 'outbox' },
    delivery: {
      streamUrlTtlSeconds: values.STREAM_URL_TTL_SECONDS,
      signingKey: paths.signingKey,
    },
    uploads: { expiryHours: values.UPLOAD_EXPIRY_HOURS, secret: values.UPLOAD_SECRET },
    jobs: {
      leaseSeconds: values.JOB_LEASE_SECONDS,
      concurrency: values.WORKER_CONCURRENCY,
      sweepIntervalSeconds: values.SWEEP_INTERVAL_SECONDS,
    },
    media: { ffmpegPath: paths.ffmpegPath, renditionDays: values.RENDITION_DAYS },
    imports: { roots: values.IMPORT_ROOTS },
    audit: { retentionDays: values.AUDIT_RETENTION_DAYS },
    log: { level: values.LOG_LEVEL },
    tracing:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === null
        ? null
        : {
            endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: values.OTEL_EXPORTER_OTLP_HEADERS ?? {},
            serviceName: values.OTEL_SERVICE_NAME,
            sampleRatio: values.OTEL_TRACES_SAMPLER_ARG,
          },
  });
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { engineSettings, origin } from './engine-settings.ts';
import { isP256PrivateKey, oneOf, optional, type Setting, wholeNumber } from './setting.ts';

const WEEK_SECONDS = 7 * 24 * 3600;
const MIN_SECRET_LENGTH = 32;

const originExpected = 'an address without a path, such as https://music.example';

const databaseUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''));

const smtpUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
});

/** An address alone, or after a name in angle brackets. */
const mailbox = z
  .string()
  .refine((text) => z.email().safeParse(/^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text).success);

const secretText = z.string().min(MIN_SECRET_LENGTH);
const secretExpected = `at least ${MIN_SECRET_LENGTH} characters of random text`;

/** Names of address ranges that Fastify's `trustProxy` knows. */
const ADDRESS_RANGE = /^(loopback|linklocal|uniquelocal|[0-9a-fA-F:.]+(\/\d{1,3})?)$/;

const addressList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every((entry) => ADDRESS_RANGE.test(entry)));

const pathList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every(isAbsolute));

const httpUrl = z
  .string()
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''))
  .transform((text) => text.replace(/\/+$/, ''));

/** `name=value,other=value`, values percent-encoded, as OpenTelemetry's specification has them. */
const headerList = z
  .string()
  .regex(/^[^=,\s]+=([^,%]|%[\da-f]{2})*(,[^=,\s]+=([^,%]|%[\da-f]{2})*)*$/i)
  .transform((text) =>
    Object.fromEntries(
      text.split(',').map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
      }),
    ),
  );

const OidcProvider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(60),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

/** A list in JSON, with ids that differ. */
const oidcProviders = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.array(OidcProvider).max(10))
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length);

/** Every setting of Madrigal by the name of its environment variable. */
export const settings = {
  SHAPE: oneOf(['embedded', 'kubernetes', 'aws'], 'embedded', {
    about:
      'Profile of defaults: `embedded` runs everything in one process, `kubernetes` is for services that share their engines, `aws` for functions or services on managed ones.',
  }),
  PORT: wholeNumber(
    { from: 0, to: 65_535, fallback: 4680 },
    { flag: '--port', about: 'Port to listen on; 0 picks a free one.' },
  ),
  HOST: {
    flag: '--host',
    fallback: '127.0.0.1',
    inKubernetes: '0.0.0.0',
    inAws: '0.0.0.0',
    expects: 'an address or host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    about: 'Address to listen on; `0.0.0.0` lets other machines in.',
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  } satisfies Setting<string>,
  DATA_DIR: {
    flag: '--data',
    fallback: './data',
    inAws: '/tmp/madrigal',
    expects: 'a folder that can be written to',
    about: 'Folder of everything that is kept: database, files and secrets.',
    schema: z.string().min(1),
  } satisfies Setting<string>,
  PUBLIC_URL: optional(origin, originExpected, {
    about: 'Address people use. Unset, whatever host they came by is accepted.',
  }),
  EDGE_URL: optional(origin, originExpected, {
    about: 'Address of the edge, where it is not this server.',
  }),
  OPENSUBSONIC_STREAMS: oneOf(['proxy', 'redirect'], 'proxy', {
    about:
      'How music apps get songs: through this server, or from the edge by a redirect, which not all of them follow.',
    inAws: 'redirect',
  }),
  DATABASE_URL: optional(databaseUrl, 'a URL like postgresql://user:password@host:5432/madrigal', {
    about: 'PostgreSQL to use. Unset, Madrigal starts its own in `DATA_DIR`.',
    secret: true,
  }),
  DATABASE_REPLICA_URL: optional(
    databaseUrl,
    'a URL like postgresql://user:password@replica:5432/madrigal',
    {
      about:
        'A copy of that PostgreSQL that follows it, for what may be a little behind: search, statistics and figures. Unset, or while it is away, the first one is asked.',
      secret: true,
    },
  ),
  DATABASE_CONNECTIONS: wholeNumber(
    { from: 1, to: 500, fallback: 10 },
    { about: 'Connections to PostgreSQL that one process keeps at most.', inAws: '3' },
  ),
  DATABASE_PASSWORD: optional(z.string().min(1), 'a password', {
    about:
      'Password of `DATABASE_URL` and `DATABASE_REPLICA_URL`, where it is kept apart from the addresses.',
    secret: true,
  }),
  ...engineSettings,
  REGISTRATION: oneOf(['open', 'invite', 'closed'], 'open', {
    about: 'Who may sign up: anyone, whoever an admin invited, or nobody.',
  }),
  EMAIL_VERIFICATION: oneOf(['optional', 'required'], 'optional', {
    about: 'Whether an e-mail address must be confirmed before its account can be used.',
  }),
  OIDC_PROVIDERS: optional(
    oidcProviders,
    'a JSON list such as [{"id": "family", "name": "Family", "issuer": "https://id.example", "clientId": "…", "clientSecret": "…"}]',
    {
      about:
        'Other sign-in pages that people may use, by OpenID Connect. Each must send people back to `PUBLIC_URL/api/auth/callback/{id}`.',
      secret: true,
    },
  ),
  MAIL: oneOf(['outbox', 'smtp', 'ses'], 'outbox', {
    about:
      'Where mails go: `outbox` keeps them for admins to read, `smtp` and `ses` (Amazon SES) send them.',
    inAws: 'ses',
  }),
  SMTP_URL: optional(smtpUrl, 'a URL like smtp://user:password@mail.example:587 or smtps://…', {
    about: 'Mail server; needed where `MAIL` is `smtp`.',
    secret: true,
  }),
  MAIL_FROM: optional(
    mailbox,
    'an address such as music@example.org or Music <music@example.org>',
    {
      about: 'Sender of mails; needed where they are sent.',
    },
  ),
  SMS: optional(z.enum(['outbox', 'sns', 'off']), 'one of outbox, sns, off', {
    about:
      'Where texts to phones go: `outbox` keeps them for admins to read, `sns` (Amazon SNS) sends them, `off` offers no phone numbers. As long as it is not set, texts are kept where mails are. Where `ACCOUNTS` is `cognito` the user pool sends them itself: `sns` says that it can, and nothing does that it cannot.',
  }),
  LOG: oneOf(['file', 'stdout'], 'file', {
    about: 'Where the log goes: `DATA_DIR/madrigal.log`, or the standard output.',
    inKubernetes: 'stdout',
    inAws: 'stdout',
  }),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info', {
    about: 'Least important messages that are logged.',
  }),
  STREAM_URL_TTL_SECONDS: wholeNumber(
    { from: 60, to: WEEK_SECONDS, fallback: 6 * 3600, unit: 'seconds' },
    { about: 'How long a signed URL of a song works at least.' },
  ),
  JOB_LEASE_SECONDS: wholeNumber(
    { from: 1, to: 3600, fallback: 30, unit: 'seconds' },
    { about: 'How long a job stays with a worker that gives no sign of life.' },
  ),
  WORKER_CONCURRENCY: wholeNumber(
    { from: 1, to: 64, fallback: 2 },
    { about: 'Jobs that run at the same time.' },
  ),
  SHUTDOWN_DELAY_SECONDS: wholeNumber(
    { from: 0, to: 300, fallback: 0, unit: 'seconds' },
    {
      about:
        'How long a process that stops still takes requests after `/health/ready` says no: as long as load balancers take to notice.',
      inKubernetes: '5',
    },
  ),
  SHUTDOWN_GRACE_SECONDS: wholeNumber(
    { from: 0, to: 3600, fallback: 0, unit: 'seconds' },
    {
      about: 'How long jobs under way may go on before a process that stops gives them back.',
      inKubernetes: '20',
    },
  ),
  SWEEP_INTERVAL_SECONDS: wholeNumber(
    { from: 1, to: 86_400, fallback: 60, unit: 'seconds' },
    { about: 'How often lost jobs are sent again and expired uploads are dropped.' },
  ),
  UPLOAD_EXPIRY_HOURS: wholeNumber(
    { from: 1, to: 24 * 365, fallback: 72, unit: 'hours' },
    { about: 'How long an unfinished upload may be resumed.' },
  ),
  STORAGE_LIMIT_GB: wholeNumber(
    { from: 0, to: 1_000_000, fallback: 0, unit: 'gigabytes' },
    {
      about:
        'How much each person may store: originals of photos and videos, uploads on their way and slideshows. 0 for any amount; admins can give single people a limit of their own.',
    },
  ),
  RENDITION_DAYS: wholeNumber(
    { from: 1, to: 36_500, fallback: 30, unit: 'days' },
    {
      about:
        'How long the pictures and films made of an uploaded photo or video are kept; they are made again when somebody looks.',
    },
  ),
  IMPORT_ROOTS: optional(pathList, 'a list of absolute folders, parted by commas', {
    about:
      'Folders that admins may import from in the web app, and that links in them may lead into. Unset, any folder that the server can read.',
  }),
  FFMPEG_PATH: optional(z.string().min(1), 'the path of an FFmpeg program', {
    about: 'FFmpeg to use. Unset, the installed package, then `ffmpeg` on the PATH.',
  }),
  AUDIT_RETENTION_DAYS: wholeNumber(
    { from: 1, to: 36_500, fallback: 365, unit: 'days' },
    { about: 'How long acts of admins and at sign-in are remembered.' },
  ),
  METRICS_TOKEN: optional(secretText, secretExpected, {
    about:
      'Lets other machines read `/metrics`, as a bearer token. Programs on this machine need none.',
    secret: true,
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl, 'a URL like http://collector:4318', {
    about: 'Collector that traces are sent to, by OTLP over HTTP. Unset, none are made.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: optional(headerList, 'a list like name=value,other=value', {
    about: 'Headers for the collector, to sign in there for example.',
    secret: true,
  }),
  OTEL_SERVICE_NAME: {
    fallback: 'madrigal',
    expects: 'a name',
    about: 'What traces call this process.',
    schema: z.string().min(1),
  } satisfies Setting<string>,
  OTEL_TRACES_SAMPLER_ARG: {
    fallback: '1',
    expects: 'a number from 0 to 1',
    about: 'Part of all traces that is kept.',
    schema: z
      .string()
      .regex(/^(0(\.\d+)?|1(\.0+)?)$/)
      .transform(Number),
  } satisfies Setting<number>,
  AUTH_SECRET: optional(secretText, secretExpected, {
    about: 'Signs session cookies. Unset, made on the first start.',
    secret: true,
  }),
  SEALING_SECRET: optional(secretText, secretExpected, {
    about: 'Seals passwords of music apps. Unset, made on the first start.',
    secret: true,
  }),
  UPLOAD_SECRET: optional(secretText, secretExpected, {
    about: 'Signs upload URLs. Unset, made on the first start.',
    secret: true,
  }),
  EDGE_SIGNING_KEY_FILE: optional(
    z.string().min(1),
    'the path of a private ECDSA P-256 key in PEM form',
    { about: 'Key that signs the URLs of the edge. Unset, made on the first start.' },
  ),
  EDGE_SIGNING_KEY: optional(
    z
      .string()
      .transform((text) => text.replaceAll('\\n', '\n'))
      .refine(isP256PrivateKey),
    'a private ECDSA P-256 key in PEM form',
    { about: 'The same key as text, where there are no files.', secret: true },
  ),
  EDGE_KEY_PAIR_ID: optional(z.string().regex(/^[A-Z0-9]{1,64}$/), 'the id of a public key', {
    about: 'Id that CloudFront gave the public key of the signing key. Unset, its fingerprint.',
  }),
  ORIGIN_SECRET: optional(secretText, secretExpected, {
    about:
      'What CloudFront puts into the header `x-madrigal-origin`: functions refuse requests that did not come by it.',
    secret: true,
  }),
  TRUST_PROXY: optional(
    addressList,
    'a comma-separated list of addresses, ranges like 10.0.0.0/8, or the words loopback, linklocal, uniquelocal',
    { about: 'Reverse proxies whose `X-Forwarded-*` headers are believed.' },
  ),
} as const;

export type SettingName = keyof typeof settings;

/** What every setting became. */
export type SettingValues = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T> ? T : never;
};

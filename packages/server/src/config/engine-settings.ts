import { z } from 'zod';
import { areP256PublicKeys, oneOf, optional, type Setting } from './setting.ts';

/** Parts of the product that can be processes of their own. */
export const serviceNames = ['user', 'admin', 'song', 'photo', 'video', 'edge', 'worker'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Queues that workers can be given to, one by one. */
const workerClasses = ['audio', 'import', 'image', 'video', 'slideshow', 'mail'] as const;
export type WorkerClass = (typeof workerClasses)[number];

/** Scheme, host and port only, normalised (`https://Music.example/` is `https://music.example`). */
export const origin = z
  .string()
  .refine((text) => {
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol)) return false;
    return url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  })
  .transform((text) => new URL(text).origin);

const httpUrl = z.string().refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''));
const redisUrl = z.string().refine((text) => /^rediss?:$/.test(URL.parse(text)?.protocol ?? ''));
// No URL of the web: it may name several hosts with their ports.
const mongoUrl = z.string().regex(/^mongodb(\+srv)?:\/\/[^/?#\s]+\/[^/?#\s]+(\?\S*)?$/);
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
const bucketExpected = 'the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens';
const serverExpected = 'an address without a path, such as https://s3.example:9000';
const keyText = z.string().min(1);
const keyExpected = 'the key that the server gave';

/** A region of AWS. */
function region(about: string): Setting<string> {
  return {
    fallback: 'us-east-1',
    expects: 'the name of a region, such as eu-west-1',
    about,
    schema: z.string().regex(/^[a-z0-9-]+$/),
  };
}

/** A list of words, each once; all of them where nothing is set. */
function listOf<const T extends string>(
  values: readonly [T, ...T[]],
  common: Pick<Setting<unknown>, 'flag' | 'about'>,
): Setting<readonly T[]> {
  return {
    ...common,
    fallback: values.join(','),
    expects: `a list of ${values.join(', ')}, parted by commas`,
    schema: z
      .string()
      .transform((text) => [...new Set(text.split(',').map((word) => word.trim()))])
      .pipe(z.array(z.enum(values)).min(1)) as unknown as z.ZodType<readonly T[], string>,
  };
}

/** Which database a store is in. */
function storeIn(about: string): Setting<'postgres' | 'dynamodb'> {
  return oneOf(['postgres', 'dynamodb'], 'postgres', { about });
}

/** Which services a process runs, and on which engines. */
export const engineSettings = {
  SERVICES: listOf(serviceNames, {
    flag: '--services',
    about: 'Services of this process. All of them make a whole instance.',
  }),
  WORKERS: listOf(workerClasses, {
    flag: '--workers',
    about: 'Jobs that the service `worker` does.',
  }),
  BLOBS: oneOf(['filesystem', 's3'], 'filesystem', {
    about: 'Where files are: in `DATA_DIR`, or in two buckets of an S3-compatible server.',
    inKubernetes: 's3',
    inAws: 's3',
  }),
  S3_RAW_BUCKET: optional(bucketName, bucketExpected, {
    about: 'Bucket of files as uploaded; needed where `BLOBS` is `s3`.',
  }),
  S3_PROCESSED_BUCKET: optional(bucketName, bucketExpected, {
    about: 'Bucket of what the edge serves; needed where `BLOBS` is `s3`.',
  }),
  S3_REGION: region('Region of the buckets.'),
  S3_ENDPOINT: optional(origin, serverExpected, {
    about: 'S3-compatible server. Unset, Amazon S3.',
  }),
  S3_PUBLIC_ENDPOINT: optional(origin, serverExpected, {
    about: 'Address that browsers reach the same server by. Unset, `S3_ENDPOINT`.',
  }),
  S3_ACCESS_KEY_ID: optional(keyText, keyExpected, {
    about: 'Unset, credentials are found as the AWS SDK does: by role, then in the environment.',
  }),
  S3_SECRET_ACCESS_KEY: optional(keyText, keyExpected, {
    about: 'Belongs to `S3_ACCESS_KEY_ID`.',
    secret: true,
  }),
  S3_MANAGE_BUCKETS: oneOf(['yes', 'no'], 'yes', {
    about: 'Whether buckets are made, and given CORS and lifecycle rules, when migrating.',
    inAws: 'no',
  }),
  CATALOGUE: storeIn(
    'Where songs, albums and artists are, and imports of folders: in the database, or in a table of DynamoDB. In a table, `LIBRARY` must be in one too.',
  ),
  LIBRARY: storeIn(
    'Where playlists, favourites, plays, stars and bookmarks are: in the database, or in a table of DynamoDB, beside a catalogue in either.',
  ),
  MEDIA: storeIn(
    'Where uploads, photos, videos and photo albums are: in the database, or in a table of DynamoDB.',
  ),
  SLIDESHOWS: storeIn(
    'Where slideshows are, and how far they are: in the database, or in a table of DynamoDB.',
  ),
  SHARES: storeIn('Where links are that people share: in the database, or in a table of DynamoDB.'),
  PLAY_QUEUES: storeIn('Where play queues are: in the database, or in a table of DynamoDB.'),
  DYNAMODB_REGION: region('Region of the tables.'),
  DYNAMODB_TABLE_PREFIX: {
    fallback: 'madrigal',
    expects: 'letters, digits, hyphens, underscores and dots, 50 at most',
    about: 'How the names of the tables begin.',
    schema: z.string().regex(/^[A-Za-z0-9_.-]{1,50}$/),
  } satisfies Setting<string>,
  DYNAMODB_ENDPOINT: optional(origin, serverExpected, {
    about: 'Server that speaks the protocol of DynamoDB. Unset, Amazon DynamoDB.',
  }),
  DYNAMODB_ACCESS_KEY_ID: optional(keyText, keyExpected, {
    about: 'Unset, credentials are found as the AWS SDK does.',
  }),
  DYNAMODB_SECRET_ACCESS_KEY: optional(keyText, keyExpected, {
    about: 'Belongs to `DYNAMODB_ACCESS_KEY_ID`.',
    secret: true,
  }),
  DYNAMODB_MANAGE_TABLES: oneOf(['yes', 'no'], 'yes', {
    about:
      'Whether tables and indexes are made that are missing, when migrating, and looked for at start.',
    inAws: 'no',
  }),
  JOBS: oneOf(['postgres', 'sqs'], 'postgres', { about: 'Queue of jobs.', inAws: 'sqs' }),
  SQS_REGION: region('Region of the queues.'),
  SQS_QUEUE_PREFIX: {
    fallback: 'madrigal',
    expects: 'letters, digits, hyphens and underscores, 50 at most',
    about: 'How the names of the queues begin.',
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,50}$/),
  } satisfies Setting<string>,
  SQS_ENDPOINT: optional(origin, serverExpected, {
    about: 'Server that speaks the protocol of SQS. Unset, Amazon SQS.',
  }),
  SQS_ACCESS_KEY_ID: optional(keyText, keyExpected, {
    about: 'Unset, credentials are found as the AWS SDK does.',
  }),
  SQS_SECRET_ACCESS_KEY: optional(keyText, keyExpected, {
    about: 'Belongs to `SQS_ACCESS_KEY_ID`.',
    secret: true,
  }),
  SQS_MANAGE_QUEUES: oneOf(['yes', 'no'], 'yes', {
    about: 'Whether queues are made, and their settings kept up to date, at start.',
    inAws: 'no',
  }),
  SES_REGION: region('Region that mails are sent from where `MAIL` is `ses`.'),
  SES_ENDPOINT: optional(origin, serverExpected, {
    about: 'Server that speaks the protocol of SES. Unset, Amazon SES.',
  }),
  SES_CONFIGURATION_SET: optional(
    z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    'the name of a configuration set',
    { about: 'What SES does about bounces and complaints.' },
  ),
  SNS_REGION: region('Region that texts are sent from where `SMS` is `sns`.'),
  SNS_ENDPOINT: optional(origin, serverExpected, {
    about: 'Server that speaks the protocol of SNS. Unset, Amazon SNS.',
  }),
  EVENTS: oneOf(['memory', 'postgres', 'redis', 'poll'], 'memory', {
    about:
      'How processes tell each other, and open pages, what changed; with `poll` pages ask by themselves.',
    inKubernetes: 'redis',
    inAws: 'poll',
  }),
  CACHE: oneOf(['memory', 'redis'], 'memory', {
    about: 'Where requests are counted that are limited: in each process, or together.',
    inKubernetes: 'redis',
  }),
  REDIS_URL: optional(redisUrl, 'a URL like redis://user:password@host:6379/0 or rediss://…', {
    about: 'Redis to use; needed where `EVENTS` or `CACHE` is `redis`.',
    secret: true,
  }),
  JWKS_URL: optional(httpUrl, 'a URL like http://user:4680/api/auth/jwks', {
    about: 'Public keys of access tokens, for services apart from `user`.',
  }),
  JWKS_FILE: optional(z.string().min(1), 'the path of a JSON Web Key Set', {
    about: 'The same keys as a file, where they should not be asked for.',
  }),
  EDGE_PUBLIC_KEY_FILE: optional(
    z.string().min(1),
    'the path of public ECDSA P-256 keys in PEM form, one or more',
    {
      about:
        'Keys that URLs are checked with besides the one that signs: all that an edge of its own has, and, while keys are rotated, the old and the new.',
    },
  ),
  EDGE_PUBLIC_KEY: optional(
    z
      .string()
      .transform((text) => text.replaceAll('\\n', '\n'))
      .refine(areP256PublicKeys),
    'public ECDSA P-256 keys in PEM form, one or more',
    { about: 'The same keys as text, where there are no files.' },
  ),
  ACCOUNTS: oneOf(['better-auth', 'cognito'], 'better-auth', {
    about:
      'Who keeps accounts and signs people in: Madrigal itself, or a user pool of Amazon Cognito.',
  }),
  ACCOUNTS_DATABASE: oneOf(['postgres', 'mongodb'], 'postgres', {
    about:
      'Where accounts are that Madrigal keeps itself, with their sessions, tokens and invitations: beside everything else, or in a MongoDB.',
  }),
  MONGODB_URL: optional(
    mongoUrl,
    'a URL like mongodb://user:password@host:27017/madrigal, which names a database',
    { about: 'MongoDB to use; needed where `ACCOUNTS_DATABASE` is `mongodb`.', secret: true },
  ),
  COGNITO_REGION: region('Region of the user pool.'),
  COGNITO_USER_POOL_ID: optional(
    z.string().regex(/^[\w-]{1,55}$/),
    'the id of a user pool, such as eu-west-1_AbCdEfGhI',
    { about: 'User pool; needed where `ACCOUNTS` is `cognito`.' },
  ),
  COGNITO_CLIENT_ID: optional(z.string().regex(/^[\w+]{1,128}$/), 'the id of an app client', {
    about: 'App client that the web app signs in with; needed where `ACCOUNTS` is `cognito`.',
  }),
  COGNITO_HOSTED_DOMAIN: optional(
    z.string().regex(/^[a-z0-9.-]+$/),
    'a host name such as music.auth.eu-west-1.amazoncognito.com',
    { about: 'Where the pages of the user pool are, for sign-in at other providers.' },
  ),
  COGNITO_PROVIDERS: optional(
    z
      .string()
      .regex(/^[^,]{1,32}(,[^,]{1,32})*$/)
      .transform((text) => text.split(',').map((name) => name.trim())),
    'names of identity providers of the user pool, parted by commas, such as Google,SignInWithApple',
    {
      about:
        'Other sign-in pages that people may use, by the pages of the user pool; needs `COGNITO_HOSTED_DOMAIN`.',
    },
  ),
  COGNITO_ENDPOINT: optional(origin, serverExpected, {
    about: 'Server that speaks the protocol of Cognito. Unset, Amazon Cognito.',
  }),
} as const;

import { serviceNames } from './engine-settings.ts';
import { type SettingName, type SettingValues, settings } from './settings.ts';

type Values = Partial<SettingValues>;

/** Services that answer requests of the API, which need most of what there is. */
const apiServices = ['user', 'admin', 'song', 'photo', 'video'] as const;

/** What settings ask of each other. Settings that are faulty by themselves are not asked about. */
export function checkTogether(values: Values, faults: string[]): void {
  const missing = (name: SettingName, where: string) => {
    if (values[name] !== null) return;
    faults.push(`${name}: missing; where ${where} it must be ${settings[name].expects}.`);
  };
  checkMail(values, missing);
  if (values.OIDC_PROVIDERS) missing('PUBLIC_URL', 'OIDC_PROVIDERS is set');
  if (values.ACCOUNTS === 'cognito') {
    missing('COGNITO_USER_POOL_ID', 'ACCOUNTS is cognito');
    missing('COGNITO_CLIENT_ID', 'ACCOUNTS is cognito');
    if (values.COGNITO_PROVIDERS) missing('COGNITO_HOSTED_DOMAIN', 'COGNITO_PROVIDERS is set');
    if (values.SMS === 'outbox') {
      faults.push(
        'SMS: a user pool sends its texts itself, so that none can be kept; where ACCOUNTS is cognito it must be sns or off.',
      );
    }
  }
  checkMongo(values, missing, faults);
  checkBlobs(values, missing, faults);
  checkPairs(values, faults);
  if (values.CATALOGUE === 'dynamodb' && values.LIBRARY === 'postgres') {
    faults.push(
      'LIBRARY: the library in the database reads the catalogue there; where CATALOGUE is dynamodb it must be dynamodb.',
    );
  }
  if (values.EVENTS === 'redis' && needsStore(values)) missing('REDIS_URL', 'EVENTS is redis');
  else if (values.CACHE === 'redis' && needsStore(values)) missing('REDIS_URL', 'CACHE is redis');
  if (values.DATABASE_REPLICA_URL) missing('DATABASE_URL', 'DATABASE_REPLICA_URL is set');
  if (values.SHAPE !== 'embedded' && needsStore(values)) {
    missing('DATABASE_URL', `SHAPE is ${values.SHAPE}`);
  }
  if (values.SERVICES && isPart(values.SERVICES)) checkPart(values, missing, faults);
}

type Missing = (name: SettingName, where: string) => void;

/**
 * What sending mails rests on. The address people use is among it: links in mails must not follow
 * the Host header of whoever asks for them.
 */
function checkMail(values: Values, missing: Missing): void {
  if (values.MAIL === undefined || values.MAIL === 'outbox' || !needsStore(values)) return;
  const where = `MAIL is ${values.MAIL}`;
  if (values.MAIL === 'smtp') missing('SMTP_URL', where);
  missing('MAIL_FROM', where);
  missing('PUBLIC_URL', where);
}

function checkMongo(values: Values, missing: Missing, faults: string[]): void {
  if (values.ACCOUNTS_DATABASE !== 'mongodb') return;
  if (needsStore(values)) missing('MONGODB_URL', 'ACCOUNTS_DATABASE is mongodb');
  if (values.ACCOUNTS === 'cognito') {
    faults.push(
      'ACCOUNTS_DATABASE: mongodb is for accounts that Madrigal keeps itself; where ACCOUNTS is cognito it must be postgres.',
    );
  }
}

function checkBlobs(values: Values, missing: Missing, faults: string[]): void {
  if (values.BLOBS !== 's3') return;
  if (needsStore(values)) missing('S3_RAW_BUCKET', 'BLOBS is s3');
  missing('S3_PROCESSED_BUCKET', 'BLOBS is s3');
  if (values.S3_RAW_BUCKET && values.S3_RAW_BUCKET === values.S3_PROCESSED_BUCKET) {
    faults.push(
      'S3_RAW_BUCKET: it is the same as S3_PROCESSED_BUCKET; files as uploaded must stay apart from what is served.',
    );
  }
}

const pairs = [
  ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['SQS_ACCESS_KEY_ID', 'SQS_SECRET_ACCESS_KEY'],
  ['DYNAMODB_ACCESS_KEY_ID', 'DYNAMODB_SECRET_ACCESS_KEY'],
] as const;

function checkPairs(values: Values, faults: string[]): void {
  for (const pair of pairs) {
    const [one, other] = pair.map((name) => values[name] === null);
    if (one === other) continue;
    const [given, absent] = one ? [pair[1], pair[0]] : pair;
    faults.push(`${absent}: missing; it belongs to ${given}, which is set.`);
  }
}

/** A process of some services shares its engines with the others, and keeps nothing by itself. */
function checkPart(values: Values, missing: Missing, faults: string[]): void {
  const where = 'SERVICES are not all';
  const runs = (names: readonly string[]) => values.SERVICES?.some((name) => names.includes(name));
  if (values.BLOBS === 'filesystem') {
    faults.push(`BLOBS: filesystem is for one process alone; where ${where} it must be s3.`);
  }
  if (!needsStore(values)) {
    const signs = values.EDGE_SIGNING_KEY_FILE ?? values.EDGE_SIGNING_KEY;
    if (signs === null && values.EDGE_PUBLIC_KEY === null) missing('EDGE_PUBLIC_KEY_FILE', where);
    return;
  }
  if (values.SHAPE === 'embedded') missing('DATABASE_URL', where);
  if (values.EVENTS === 'memory') {
    faults.push(
      `EVENTS: memory is for one process alone; where ${where} it must be redis, postgres or poll.`,
    );
  }
  if (values.EDGE_SIGNING_KEY === null) missing('EDGE_SIGNING_KEY_FILE', where);
  if (runs(['user', 'song'])) missing('SEALING_SECRET', where);
  if (runs(['user'])) missing('AUTH_SECRET', where);
  else if (runs(apiServices) && values.JWKS_FILE === null && values.ACCOUNTS !== 'cognito') {
    missing('JWKS_URL', 'SERVICES are without user');
  }
}

function isPart(services: readonly string[]): boolean {
  return serviceNames.some((name) => !services.includes(name));
}

/** An edge needs its bucket and a public key; everything else needs the database. */
function needsStore({ SERVICES }: Values): boolean {
  return SERVICES === undefined || SERVICES.some((name) => name !== 'edge');
}

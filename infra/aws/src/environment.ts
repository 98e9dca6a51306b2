import type { Accounts } from './constructs/accounts.ts';
import type { MadrigalFunction } from './functions.ts';
import type { Installation } from './installation.ts';
import { secretReference } from './names.ts';
import type { Product } from './product.ts';
import { settingOf } from './tables.ts';

type Environment = Readonly<Record<string, string>>;

/** Settings that functions and containers share (docs/configuration.md). None is secret. */
function common({
  installation,
  buckets,
  signingKeyId,
  tableNames,
  mail,
  database,
}: Product): Environment {
  const origin = `https://${installation.domain}`;
  const { region, name } = installation;
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: origin,
    EDGE_URL: origin,
    ...(signingKeyId !== null && { EDGE_KEY_PAIR_ID: signingKeyId }),
    REGISTRATION: installation.registration,
    DATABASE_URL: `postgresql://madrigal@${database.instance.dbInstanceEndpointAddress}:5432/madrigal?sslmode=verify-full`,
    BLOBS: 's3',
    S3_REGION: region,
    S3_RAW_BUCKET: buckets.raw.bucketName,
    S3_PROCESSED_BUCKET: buckets.processed.bucketName,
    S3_MANAGE_BUCKETS: 'no',
    JOBS: 'sqs',
    SQS_REGION: region,
    SQS_QUEUE_PREFIX: name,
    SQS_MANAGE_QUEUES: 'no',
    ...Object.fromEntries(tableNames.map((name) => [settingOf(name), 'dynamodb'])),
    ...(tableNames.length > 0 && {
      DYNAMODB_REGION: region,
      DYNAMODB_TABLE_PREFIX: name,
      DYNAMODB_MANAGE_TABLES: 'no',
    }),
    MAIL: 'ses',
    SES_REGION: region,
    SES_CONFIGURATION_SET: mail.configurationSetName,
    MAIL_FROM: installation.mailFrom,
    ...(installation.sms ? { SMS: 'sns', SNS_REGION: region } : { SMS: 'off' }),
    LOG: 'stdout',
  };
}

/** Of the serverless composition: nothing between requests. */
export function serverlessEnvironment(product: Product): Environment {
  const { accounts, installation } = product;
  if (!accounts) throw new Error('The serverless composition has no accounts.');
  return {
    ...common(product),
    SHAPE: 'aws',
    EVENTS: 'poll',
    CACHE: 'memory',
    ...accountsOf(installation, accounts),
  };
}

function accountsOf(
  { accounts, region, domain, signInProviders }: Installation,
  pool: Accounts,
): Environment {
  if (accounts === 'better-auth') {
    return { ACCOUNTS: accounts, JWKS_URL: `https://${domain}/api/auth/jwks` };
  }
  return {
    ACCOUNTS: 'cognito',
    COGNITO_REGION: region,
    COGNITO_USER_POOL_ID: pool.pool.userPoolId,
    COGNITO_CLIENT_ID: pool.client.userPoolClientId,
    COGNITO_HOSTED_DOMAIN: `${pool.domain.domainName}.auth.${region}.amazoncognito.com`,
    ...(signInProviders.length > 0 && { COGNITO_PROVIDERS: signInProviders.join(',') }),
  };
}

/** Of functions. Secrets are looked up when one starts (decision 46); what it keeps is in `/tmp`. */
export function functionEnvironment(
  product: Product,
  { secrets }: Pick<MadrigalFunction, 'secrets'>,
): Environment {
  const { name } = product.installation;
  return {
    ...serverlessEnvironment(product),
    ...Object.fromEntries(secrets.map((setting) => [setting, secretReference(name, setting)])),
    // Of Lambda's own image: the roots of RDS are among them.
    NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
    // A function answers one request at a time.
    DATABASE_CONNECTIONS: '2',
    DATA_DIR: '/tmp/madrigal',
    NODE_OPTIONS: '--enable-source-maps',
  };
}

/** Of workers beside functions. */
export function workerEnvironment(product: Product): Environment {
  return { ...serverlessEnvironment(product), ...onFargate };
}

/** Of the composition of containers. */
export function containerEnvironment(product: Product): Environment {
  return {
    ...common(product),
    ...onFargate,
    SHAPE: 'kubernetes',
    EVENTS: 'postgres',
    CACHE: 'memory',
    TRUST_PROXY: 'uniquelocal',
  };
}

const onFargate = {
  HOST: '0.0.0.0',
  PORT: '80',
  DATA_DIR: '/data',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/rds.pem',
};

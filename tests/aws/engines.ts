import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { FunctionName } from '../../infra/aws/src/functions.ts';
import { tableNames } from '../../packages/adapters/src/database/dynamodb/tables.ts';
import { startDynoxide } from '../../packages/adapters/src/database/dynamodb/testing/dynoxide.ts';
import { startSqs } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { settings } from '../../packages/server/src/config/settings.ts';
import { type DatabaseAndFiles, startDatabaseAndFiles } from '../services/engines.ts';
import { badDays, everyNth } from './faulty-way.ts';
import { openGuardedWays } from './guarded-ways.ts';

type Env = Readonly<Record<string, string>>;

/** What stands in for services of AWS, and the ways by which functions reach it. */
export interface AwsEngines extends DatabaseAndFiles {
  /** SQS without faults, for event source mappings, which are Lambda's own. */
  sqsEndpoint: string;
  /** Settings of functions, by ways that nobody guards. */
  env: Env;
  /** Settings of one function: the ways that let it do what its role allows. */
  envOf(name: FunctionName): Env;
  /** Where browsers find S3 by URLs that functions signed. */
  publicEndpoints: readonly string[];
  /** What functions asked for and their roles do not allow. */
  refusals(): readonly string[];
  /** What their roles allow and they never did. */
  unneeded(): readonly string[];
  /** How many calls of functions failed on their way. */
  faults(): number;
}

/** Calls of functions of which one fails or is answered in vain; 0 for none. */
export interface BadLuck {
  s3: number;
  sqs: number;
  dynamodb: number;
}

/** Starts PostgreSQL, S3, SQS and DynamoDB; what was started is put on `stack`. */
export async function startAwsEngines(
  stack: AsyncDisposableStack,
  luck: BadLuck | null,
): Promise<AwsEngines> {
  const shared = await startDatabaseAndFiles(stack);
  const sqs = await startSqs();
  stack.defer(() => sqs.stop());
  const dynamo = await startDynoxide();
  if (!dynamo) throw new Error('There is no @dynoxide for this platform.');
  stack.defer(() => dynamo.stop());
  const sqsEndpoint = `http://127.0.0.1:${sqs.port}`;
  const targets = { s3: shared.ceph.endpoint, sqs: sqsEndpoint, dynamodb: dynamo.endpoint };
  const luckOf = (service: keyof BadLuck) =>
    luck?.[service] ? everyNth(luck[service], badDays[service]) : () => 'pass' as const;
  const ways = await openGuardedWays(
    targets,
    { s3: luckOf('s3'), sqs: luckOf('sqs'), dynamodb: luckOf('dynamodb') },
    stack,
  );
  const { EDGE_SIGNING_KEY_FILE: keyFile = '', ...engines } = shared.env;
  return {
    ...shared,
    sqsEndpoint,
    ...ways,
    env: {
      ...engines,
      EDGE_SIGNING_KEY: await readFile(keyFile, 'utf8'),
      S3_ENDPOINT: targets.s3,
      S3_PUBLIC_ENDPOINT: targets.s3,
      SQS_ENDPOINT: targets.sqs,
      ...keys('SQS'),
      ...Object.fromEntries(chosenTables().map((setting) => [setting, 'dynamodb'])),
      DYNAMODB_ENDPOINT: targets.dynamodb,
      DYNAMODB_MANAGE_TABLES: 'no',
      ...keys('DYNAMODB'),
    },
  };
}

/** Makes an empty database on the server of `url`; it goes with `stack`. */
export async function createDatabase(
  url: string,
  name: string,
  stack: AsyncDisposableStack,
): Promise<string> {
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await administer(`CREATE DATABASE ${name}`);
  stack.defer(() => administer(`DROP DATABASE ${name} WITH (FORCE)`));
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

/** Settings that put stores into tables: all there are, as the serverless composition has it. */
function chosenTables(): string[] {
  return tableNames
    .map((name) => name.toUpperCase().replaceAll('-', '_'))
    .filter((setting) => setting in settings);
}

function keys(service: string): Record<string, string> {
  return { [`${service}_ACCESS_KEY_ID`]: 'a', [`${service}_SECRET_ACCESS_KEY`]: 's' };
}

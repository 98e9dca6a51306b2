import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { tableNames } from '../../packages/adapters/src/database/dynamodb/tables.ts';
import { startDynoxide } from '../../packages/adapters/src/database/dynamodb/testing/dynoxide.ts';
import { startSqs } from '../../packages/adapters/src/jobs/sqs/testing/fauxqs.ts';
import { settings } from '../../packages/server/src/config/settings.ts';
import { type DatabaseAndFiles, startDatabaseAndFiles } from '../services/engines.ts';
import { badDays, everyNth, type FaultyWay, startFaultyWay } from './faulty-way.ts';

type Env = Readonly<Record<string, string>>;

/** What stands in for services of AWS, and the ways by which functions reach it. */
export interface AwsEngines extends DatabaseAndFiles {
  /** SQS without faults, for event source mappings, which are Lambda's own. */
  sqsEndpoint: string;
  /** Settings of functions. */
  env: Env;
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
  const ways: FaultyWay[] = [];
  const wayTo = async (service: keyof BadLuck, target: string): Promise<string> => {
    if (!luck?.[service]) return target;
    const way = await startFaultyWay(target, everyNth(luck[service], badDays[service]));
    stack.defer(() => way.dispose());
    ways.push(way);
    return way.endpoint;
  };
  const { EDGE_SIGNING_KEY_FILE: keyFile = '', ...engines } = shared.env;
  return {
    ...shared,
    sqsEndpoint,
    faults: () => ways.reduce((sum, way) => sum + way.faults(), 0),
    env: {
      ...engines,
      EDGE_SIGNING_KEY: await readFile(keyFile, 'utf8'),
      S3_ENDPOINT: await wayTo('s3', shared.ceph.endpoint),
      S3_PUBLIC_ENDPOINT: shared.ceph.endpoint,
      SQS_ENDPOINT: await wayTo('sqs', sqsEndpoint),
      ...keys('SQS'),
      ...Object.fromEntries(chosenTables().map((setting) => [setting, 'dynamodb'])),
      DYNAMODB_ENDPOINT: await wayTo('dynamodb', dynamo.endpoint),
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

import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Accounts } from './constructs/accounts.ts';
import type { Database } from './constructs/database.ts';
import type { Mail } from './constructs/mail.ts';
import type { SecretSetting } from './functions.ts';
import type { Installation } from './installation.ts';
import type { JobKind } from './names.ts';
import type { TableName } from './tables.ts';

/** Queue of one kind of job, and where its dead letters go. */
export interface JobQueue {
  kind: JobKind;
  main: Queue;
  dead: Queue;
}

/** What functions and containers work on. */
export interface Product {
  installation: Installation;
  buckets: { raw: Bucket; processed: Bucket; web: Bucket; logs: Bucket };
  queues: ReadonlyMap<JobKind, JobQueue>;
  /** Tables of DynamoDB; none where everything is kept elsewhere. */
  tables: readonly ITableV2[];
  tableNames: readonly TableName[];
  /** Cognito; null where the product keeps accounts itself. */
  accounts: Accounts | null;
  mail: Pick<Mail, 'identityArn' | 'configurationSetArn' | 'configurationSetName'>;
  secrets: Readonly<Record<SecretSetting, ISecret>>;
  /** PostgreSQL, and the network that leads to it. */
  database: Database;
  vpc: Vpc;
  /** Id that CloudFront gave the key that signs; null where our own edge serves. */
  signingKeyId: string | null;
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { defaultRetry, type RetryPolicy } from './retry.ts';
import type { TableName } from './tables.ts';

const CONNECT_MS = 3000;
/** Longer than any request here takes; DynamoDB answers within 5 s or not at all. */
const IDLE_MS = 10_000;
const DEFAULT_ATTEMPTS = 6;

export interface DynamoOptions {
  region: string;
  /** How the names of the tables begin: `madrigal` stands for `madrigal-slideshows` and others. */
  tablePrefix: string;
  /** Address of a server that speaks DynamoDB's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain (role of the function, task or instance, then environment). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /**
   * Tries of a request, with exponential backoff and jitter between them, longer where DynamoDB
   * throttles. Default 6.
   */
  maxAttempts?: number;
  /** For writes that others were quicker at, and for parts of a batch that were not done. */
  retry?: RetryPolicy;
}

/** A connection to all tables. */
export interface Dynamo {
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  tablePrefix: string;
  retry: RetryPolicy;
  /** Closes connections. */
  close(): void;
}

/** One table. */
export interface Table {
  name: string;
  documents: DynamoDBDocumentClient;
  retry: RetryPolicy;
}

export function openDynamo(options: DynamoOptions): Dynamo {
  const { region, endpoint, credentials, tablePrefix } = options;
  const client = new DynamoDBClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    retryMode: 'standard',
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: IDLE_MS },
  });
  return {
    client,
    documents: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    tablePrefix,
    retry: options.retry ?? defaultRetry,
    close: () => client.destroy(),
  };
}

export function tableOf({ documents, tablePrefix, retry }: Dynamo, name: TableName): Table {
  return { name: nameOfTable(tablePrefix, name), documents, retry };
}

export function nameOfTable(tablePrefix: string, name: TableName): string {
  return `${tablePrefix}-${name}`;
}

import type { SqsRecord } from '@madrigal/adapters/jobs/sqs';

/** What Lambda tells a function about the call (Lambda developer guide, "context object"). */
export interface FunctionContext {
  /** A UUID. */
  awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** A request by an HTTP API, payload format 2.0, as far as it is looked at. */
export interface HttpEvent {
  version: '2.0';
  rawPath: string;
  rawQueryString: string;
  /** Values of one name joined by commas. */
  headers: Readonly<Record<string, string | undefined>>;
  cookies?: readonly string[];
  requestContext: { http: { method: string; sourceIp: string } };
  body?: string;
  isBase64Encoded: boolean;
}

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string;
  isBase64Encoded: boolean;
}

export interface SqsEvent {
  Records: readonly SqsRecord[];
}

/** Which messages of a batch stay in their queue ("Reporting batch item failures"). */
export interface SqsResult {
  batchItemFailures: { itemIdentifier: string }[];
}

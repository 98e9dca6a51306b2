import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type LoopbackServer,
  listenOnLoopback,
} from '../../packages/adapters/src/shared/testing/loopback.ts';

/** What befalls a request on its way. */
type Fate =
  | 'pass'
  /** It is done, and the connection breaks before its answer. */
  | 'lose answer'
  /** It is not done; this is answered instead. */
  | { status: number; headers?: Record<string, string>; body: string };

/** Says what befalls a request; its body is told by ways that read it. */
export type FateOf = (request: IncomingMessage, body: string) => Fate;

export interface FaultyWay extends LoopbackServer {
  /** How many requests did not simply pass. */
  faults(): number;
}

/**
 * A way to a server on which requests meet their fates. What is sent on is sent as it came, its `Host`
 * included, which is signed. `reads` is for bodies that are small.
 */
export async function startFaultyWay(
  target: string,
  fateOf: FateOf,
  { reads = false }: { reads?: boolean } = {},
): Promise<FaultyWay> {
  let faults = 0;
  const follow = async (request: IncomingMessage, response: ServerResponse) => {
    const body = reads ? await text(request) : null;
    const fate = fateOf(request, body ?? '');
    if (fate !== 'pass') faults += 1;
    if (typeof fate === 'object') refuse(request, response, fate);
    else passOn({ target, body, isLost: fate === 'lose answer' }, request, response);
  };
  const server = createServer((request, response) => {
    follow(request, response).catch(() => response.destroy());
  });
  return { ...(await listenOnLoopback(server)), faults: () => faults };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body }: Exclude<Fate, string>,
): void {
  const answer = () => response.writeHead(status, headers).end(body);
  if (request.readableEnded) answer();
  else request.resume().on('end', answer);
}

function passOn(
  { target, body, isLost }: { target: string; body: string | null; isLost: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, headers } = request;
  const onward = httpRequest(target, {
    path: request.url ?? '/', // as it was signed
    method: method ?? 'GET',
    headers,
  });
  onward.on('response', (answer) => {
    if (isLost) {
      answer.resume().on('end', () => response.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  if (body === null) request.pipe(onward);
  else onward.end(body);
}

/** Every `n`-th of the requests that `concerns` says yes to, in turns with these fates. */
export function everyNth(
  n: number,
  fates: readonly Fate[],
  concerns: (request: IncomingMessage) => boolean = () => true,
): (request: IncomingMessage) => Fate {
  let count = 0;
  return (request) => {
    if (!concerns(request)) return 'pass';
    count += 1;
    return count % n === 0 ? (fates[(count / n) % fates.length] ?? 'pass') : 'pass';
  };
}

const awsJson = (service: string, code: string, status = 400): Fate => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: `${service}#${code}`, message: 'Not this time.' }),
});
const s3Error = (code: string, status: number): Fate => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>Not this time.</Message></Error>`,
});

/** What each service answers to whom it does not allow something; these two by Coral's common errors. */
export const refused = {
  s3: s3Error('AccessDenied', 403),
  sqs: awsJson('com.amazon.coral.service', 'AccessDeniedException', 403),
  dynamodb: awsJson('com.amazon.coral.service', 'AccessDeniedException', 400),
} satisfies Record<string, Fate>;

/** What each service answers on bad days, by the words of its documentation. */
export const badDays = {
  s3: [s3Error('SlowDown', 503), s3Error('ServiceUnavailable', 503), s3Error('InternalError', 500)],
  sqs: [
    awsJson('com.amazonaws.sqs', 'RequestThrottled', 403),
    awsJson('com.amazonaws.sqs', 'ServiceUnavailable', 503),
    'lose answer',
  ],
  dynamodb: [
    awsJson('com.amazonaws.dynamodb.v20120810', 'ProvisionedThroughputExceededException'),
    awsJson('com.amazonaws.dynamodb.v20120810', 'ThrottlingException'),
    awsJson('com.amazonaws.dynamodb.v20120810', 'InternalServerError', 500),
    'lose answer',
  ],
} satisfies Record<string, readonly Fate[]>;

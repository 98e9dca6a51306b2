import { createServer } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../../../shared/testing/loopback.ts';

export interface ProxiedCall {
  /** `PutItem` and the like. */
  action: string;
  body: Record<string, unknown>;
}

/** What befalls a call on its way. */
export type Fate =
  | 'pass'
  /** It is done, and the connection breaks before its answer. */
  | 'lose answer'
  /** It is not done; this is answered instead. */
  | { status: number; body: object };

export interface FaultyProxy extends LoopbackServer {
  /** Every call, those included that failed. */
  calls: ProxiedCall[];
}

/** Stands in front of a server of DynamoDB's protocol, and lets things go wrong. */
export async function startFaultyProxy(
  target: string,
  fateOf: (call: ProxiedCall, index: number) => Fate,
): Promise<FaultyProxy> {
  const calls: ProxiedCall[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const action = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const call = { action, body: JSON.parse(text) };
    calls.push(call);
    const fate = fateOf(call, calls.length - 1);
    if (typeof fate === 'object') {
      response.writeHead(fate.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(fate.body));
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: text,
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (fate === 'lose answer') response.destroy();
    else {
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(body);
    }
  });
  return { ...(await listenOnLoopback(server)), calls };
}

/** An error as DynamoDB answers it. */
export function failure(code: string, status = 400, more: object = {}): Fate {
  const namespace = 'com.amazonaws.dynamodb.v20120810#';
  return { status, body: { __type: `${namespace}${code}`, message: 'no', ...more } };
}

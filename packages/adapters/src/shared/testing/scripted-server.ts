import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from './loopback.ts';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Cuts the connection when so much of the body was sent. */
  cutAfterBytes?: number;
}

export interface ScriptedServer extends LoopbackServer {
  seen: SeenRequest[];
}

/** Answers one after the other, the last one again and again; or as the request asks for it. */
export type Script = readonly Answer[] | ((request: SeenRequest) => Answer);

/** A server on 127.0.0.1 that answers by script. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    request.setEncoding('utf8');
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const seenRequest = { method, url, headers, body };
    seen.push(seenRequest);
    const answer =
      typeof script === 'function'
        ? script(seenRequest)
        : script[Math.min(seen.length, script.length) - 1];
    if (!answer) throw new Error('The script has no answers.');
    give(answer, response);
  });
  return { ...(await listenOnLoopback(server)), seen };
}

function give({ status, headers, body = '', cutAfterBytes }: Answer, response: ServerResponse) {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  if (cutAfterBytes === undefined) response.end(body);
  else response.write(body.slice(0, cutAfterBytes), () => response.destroy());
}

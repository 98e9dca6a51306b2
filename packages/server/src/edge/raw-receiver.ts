import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type DirectUploadReceiver,
  hasCode,
  type Logger,
  MadrigalError,
} from '@madrigal/core/shared';
import type { RequestHandler } from './edge.ts';
import { beginProblem } from './problem.ts';

export interface RawReceiverDeps {
  receiver: DirectUploadReceiver;
  /** Answers requests for objects, which their owners may download. */
  download: RequestHandler;
  logger: Logger;
  /** A client that sends nothing for so long is cut off. Default 60,000. */
  idleTimeoutMs?: number;
}

const DEFAULT_IDLE_MS = 60_000;
const METHODS = 'PUT, GET, HEAD, OPTIONS';

/** Bytes of a refused upload that are still taken in, so that the browser reads the answer. */
const MAX_DRAINED_BYTES = 128 * 1024 * 1024;

/** The signature in the URL is all that allows a PUT, so every origin may send one. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
};

const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': 'Content-Type',
  'access-control-max-age': '86400',
};

/** Takes the bytes of presigned PUTs below `/raw/`, and hands out what presigned GETs ask for. */
export function createRawReceiver(deps: RawReceiverDeps): RequestHandler {
  const idleMs = deps.idleTimeoutMs ?? DEFAULT_IDLE_MS;
  return (req, res) => {
    if (req.method === 'GET' || req.method === 'HEAD') return deps.download(req, res);
    res.setTimeout(idleMs, () => req.destroy());
    handle(deps, req, res).catch((error: unknown) => refuse(deps, req, res, error));
  };
}

async function handle(
  { receiver }: RawReceiverDeps,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (req.method === 'OPTIONS') {
    res.writeHead(204, PREFLIGHT).end();
    return;
  }
  if (req.method !== 'PUT') {
    throw new MadrigalError(
      'method_not_allowed',
      'This address takes uploads by PUT, and hands out files.',
    );
  }
  const declared = req.headers['content-length'];
  const { etag } = await receiver.receive({
    target: req.url ?? '',
    contentLength: declared === undefined ? null : Number(declared),
    // Left open when it is left early, since the answer goes through the same connection.
    body: req.iterator({ destroyOnReturn: false }),
  });
  res.writeHead(200, { ...CORS, etag, 'content-length': 0 }).end();
}

/**
 * Answers at once and takes in the rest of the body before closing: a connection closed with
 * unread bytes is reset, and the browser would see a network error in place of the answer.
 */
function refuse(
  { logger }: RawReceiverDeps,
  req: IncomingMessage,
  res: ServerResponse,
  error: unknown,
): void {
  if (req.destroyed && !req.complete) return; // the client went away
  const allow = hasCode(error, 'method_not_allowed') ? { allow: METHODS } : {};
  beginProblem(res, error, logger, { ...CORS, ...allow, connection: 'close' });
  if (req.complete) {
    res.end();
    return;
  }
  let drained = 0;
  req.on('data', (chunk: Buffer) => {
    drained += chunk.byteLength;
    if (drained > MAX_DRAINED_BYTES) req.destroy();
  });
  req.on('end', () => res.end());
  req.resume();
}

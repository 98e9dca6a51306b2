import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { UrlVerifier, VerifiedUrl } from '@madrigal/core/delivery';
import {
  type BlobInfo,
  type BlobStore,
  type ByteRange,
  type Clock,
  hasCode,
  type Logger,
  MadrigalError,
  mediaTypeOfKey,
} from '@madrigal/core/shared';
import { allowsRange, isNotModified } from './conditions.ts';
import { beginProblem } from './problem.ts';
import { chooseRange } from './ranges.ts';
import { sendChunks } from './send.ts';

export interface EdgeDeps {
  /** The processed store. */
  blobs: Pick<BlobStore, 'head' | 'read'>;
  verifier: UrlVerifier;
  clock: Clock;
  logger: Logger;
  /** A client that takes or sends nothing for so long is cut off. Default 60,000. */
  idleTimeoutMs?: number;
  /** Told of every request when it is over. */
  onAnswer?: (answer: EdgeAnswer) => void;
}

export interface EdgeAnswer {
  status: number;
  /** Of the file; what the network took before the client went, if it did. */
  sentBytes: number;
  /** Why the signed URL was refused, where it was. */
  refused: 'url_signature_invalid' | 'url_expired' | null;
}

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => void;

const DEFAULT_IDLE_MS = 60_000;
const METHODS = 'GET, HEAD, OPTIONS';

/** Players on every origin may read: who holds the signed URL may have the bytes, cookies play no part. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Accept-Ranges, Content-Length, Content-Range, ETag',
};

const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
  'access-control-max-age': '86400',
};

/**
 * Serves signed URLs below `/cdn/` from the processed store. Never asks a database: the signature
 * says all there is to know.
 */
export function createEdge(deps: EdgeDeps): RequestHandler {
  const idleMs = deps.idleTimeoutMs ?? DEFAULT_IDLE_MS;
  return (req, res) => {
    res.setTimeout(idleMs, () => res.destroy());
    answer(deps, req, res);
  };
}

async function answer(deps: EdgeDeps, req: IncomingMessage, res: ServerResponse): Promise<void> {
  let sentBytes = 0;
  let refused: EdgeAnswer['refused'] = null;
  try {
    sentBytes = await handle(deps, req, res);
  } catch (error) {
    refused = refusalOf(error);
    fail(deps, res, error);
  }
  deps.onAnswer?.({ status: res.statusCode, sentBytes, refused });
}

function refusalOf(error: unknown): EdgeAnswer['refused'] {
  if (hasCode(error, 'url_signature_invalid')) return 'url_signature_invalid';
  return hasCode(error, 'url_expired') ? 'url_expired' : null;
}

/** Answers a request; the number is that of the bytes of the file that were sent. */
async function handle(deps: EdgeDeps, req: IncomingMessage, res: ServerResponse): Promise<number> {
  if (req.method === 'OPTIONS') {
    res.writeHead(204, PREFLIGHT).end();
    return 0;
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    throw new MadrigalError('method_not_allowed', 'The edge only hands out files.');
  }
  const now = deps.clock.now();
  const url = deps.verifier.verify(req.url ?? '', now, req.headers.cookie);
  const info = await deps.blobs.head(url.key);
  const choice = chooseAnswer(req.method, req.headers, info, now);
  if (choice === 'not-modified') {
    res.writeHead(304, validityHeaders(url, info, now)).end();
  } else if (choice === 'unsatisfiable') {
    refuseRange(deps, res, info);
  } else if (req.method === 'HEAD' || info.sizeBytes === 0) {
    res.writeHead(200, { ...validityHeaders(url, info, now), ...bodyHeaders(info, null) }).end();
  } else {
    return sendBody(deps, req, res, { url, info, range: choice === 'whole' ? null : choice, now });
  }
  return 0;
}

interface Body {
  url: VerifiedUrl;
  info: BlobInfo;
  range: ByteRange | null;
  now: Date;
}

async function sendBody(
  deps: EdgeDeps,
  req: IncomingMessage,
  res: ServerResponse,
  { url, info, range, now }: Body,
): Promise<number> {
  const reader = await deps.blobs.read(url.key, range ?? undefined);
  // Replaced since it was looked at: its size and validators are no longer the ones to answer with.
  if (reader.info.etag !== info.etag) return handle(deps, req, res);
  if (res.destroyed) return 0;
  res.writeHead(range ? 206 : 200, {
    ...validityHeaders(url, info, now),
    ...bodyHeaders(info, range),
  });
  return sendChunks(res, reader.chunks, lengthOf(info, range));
}

/** What to answer, by the conditions of the request (RFC 9110, section 13.2.2). */
function chooseAnswer(
  method: string,
  headers: IncomingHttpHeaders,
  info: BlobInfo,
  now: Date,
): ByteRange | 'whole' | 'not-modified' | 'unsatisfiable' {
  if (isNotModified(headers, info)) return 'not-modified';
  const range = headers.range;
  if (method !== 'GET' || range === undefined) return 'whole';
  if (!allowsRange(headers['if-range']?.toString(), info, now)) return 'whole';
  return chooseRange(range, info.sizeBytes);
}

function validityHeaders({ expiresAt, disposition }: VerifiedUrl, info: BlobInfo, now: Date) {
  const maxAge = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  return {
    ...CORS,
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${maxAge}, immutable`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    etag: info.etag,
    'last-modified': info.lastModified.toUTCString(),
    'x-content-type-options': 'nosniff',
    ...(disposition !== null && { 'content-disposition': disposition }),
  };
}

function bodyHeaders(info: BlobInfo, range: ByteRange | null) {
  return {
    'content-type': mediaTypeOfKey(info.key),
    'content-length': lengthOf(info, range),
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${info.sizeBytes}` }),
  };
}

function lengthOf(info: BlobInfo, range: ByteRange | null): number {
  return range ? range.end - range.start + 1 : info.sizeBytes;
}

function refuseRange({ logger }: EdgeDeps, res: ServerResponse, info: BlobInfo): void {
  const message = `The file has ${info.sizeBytes} bytes.`;
  beginProblem(res, new MadrigalError('range_not_satisfiable', message), logger, {
    ...CORS,
    'content-range': `bytes */${info.sizeBytes}`,
  });
  res.end();
}

function fail({ logger }: EdgeDeps, res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    // Too late for an answer: cutting the connection tells the client that bytes are missing.
    logger.error({ err: error }, 'The edge could not finish an answer');
    res.destroy();
    return;
  }
  const allow = hasCode(error, 'method_not_allowed') ? { allow: METHODS } : {};
  beginProblem(res, error, logger, { ...CORS, ...allow });
  res.end();
}

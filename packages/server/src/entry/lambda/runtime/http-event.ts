import { timingSafeEqual } from 'node:crypto';
import type { HttpEvent, HttpResult } from './events.ts';

/** Most that Lambda answers, in bytes of JSON ("Lambda quotas": 6 MB), with room for headers. */
const LARGEST_ANSWER = 6 * 1024 * 1024 - 64 * 1024;
/** What CloudFront says so that we know it is CloudFront. */
const ORIGIN_HEADER = 'x-madrigal-origin';
/** Who asks, where CloudFront cannot say so itself (infra/aws/edge/api.js). */
const VIEWER_HEADER = 'x-madrigal-viewer';
/** Under which the application learns what a request is called. */
export const REQUEST_ID_HEADER = 'x-madrigal-request-id';

/** Headers that end at this hop, or that only we may say. */
const NOT_PASSED_ON =
  /^(connection|keep-alive|transfer-encoding|content-length|host|cookie|forwarded|via|x-forwarded-.*|x-real-ip|x-madrigal-.*|cloudfront-.*|x-amz.*)$/;

/** A request as Fastify injects it. */
export interface InjectedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload?: Buffer;
  /** A proxy's, so that `X-Forwarded-…` is believed. */
  remoteAddress: string;
}

export interface RequestSettings {
  publicUrl: string | null;
  originSecret: string | null;
}

/** Whether a request came by the CDN in front, where only it may ask. */
export function cameByOrigin({ headers }: HttpEvent, { originSecret }: RequestSettings): boolean {
  if (originSecret === null) return true;
  const [given, wanted] = [headers[ORIGIN_HEADER] ?? '', originSecret].map(Buffer.from);
  return given?.length === wanted?.length && timingSafeEqual(given as Buffer, wanted as Buffer);
}

/** The request in an event, as the application would have got it from the client. */
export function toRequest(
  event: HttpEvent,
  requestId: string,
  settings: RequestSettings,
): InjectedRequest {
  const { http } = event.requestContext;
  const passed = Object.entries(event.headers).flatMap(([name, value]) =>
    value === undefined || NOT_PASSED_ON.test(name.toLowerCase())
      ? []
      : [[name.toLowerCase(), value] as const],
  );
  const address = new URL(settings.publicUrl ?? `https://${event.headers.host ?? 'localhost'}`);
  return {
    method: http.method,
    url: pathOf(event.rawPath) + (event.rawQueryString ? `?${event.rawQueryString}` : ''),
    headers: {
      'user-agent': '', // else the injecting library names itself
      ...Object.fromEntries(passed),
      ...(event.cookies && { cookie: event.cookies.join('; ') }),
      host: address.host,
      'x-forwarded-for': clientIpOf(event, settings),
      'x-forwarded-host': address.host,
      'x-forwarded-proto': address.protocol.slice(0, -1),
      [REQUEST_ID_HEADER]: requestId,
    },
    ...(event.body !== undefined && {
      payload: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
    }),
    remoteAddress: '127.0.0.1',
  };
}

/** HTTP APIs decode the path; what cannot stand in a URL is encoded again. */
function pathOf(rawPath: string): string {
  return rawPath
    .replace(/%(?![\dA-Fa-f]{2})/g, '%25')
    .replace(/[^\x21-\x7e]+|[?#"<>\\^`{|}]/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/**
 * Where a CDN stands in front, it alone knows; its header is believed because it has said the secret
 * ("Add CloudFront request headers": `ADDRESS:PORT`).
 */
function clientIpOf(
  { headers, requestContext }: HttpEvent,
  { originSecret }: RequestSettings,
): string {
  const { sourceIp } = requestContext.http;
  if (originSecret === null) return sourceIp;
  // A policy of CloudFront that leaves its host out, as API Gateway wants it, cannot add CloudFront's own
  // headers; there a function at the edge says the address.
  return (
    headers[VIEWER_HEADER] ?? headers['cloudfront-viewer-address']?.replace(/:\d+$/, '') ?? sourceIp
  );
}

/** An answer as Fastify's injection gives it. */
export interface InjectedAnswer {
  statusCode: number;
  headers: Readonly<Record<string, string | string[] | number | undefined>>;
  rawPayload: Buffer;
}

const TEXT = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\b)/;

/** The answer as Lambda takes it; null where it is more than Lambda takes. */
export function toResult({ statusCode, headers, rawPayload }: InjectedAnswer): HttpResult | null {
  const cookies = [headers['set-cookie'] ?? []].flat().map(String);
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ||
    /^(set-cookie|connection|keep-alive|transfer-encoding|content-length)$/.test(name)
      ? []
      : [[name, [value].flat().join(', ')] as const],
  );
  const isText = TEXT.test(String(headers['content-type'] ?? '')) && !headers['content-encoding'];
  const body = rawPayload.toString(isText ? 'utf8' : 'base64');
  if (Buffer.byteLength(isText ? JSON.stringify(body) : body) > LARGEST_ANSWER) return null;
  return {
    statusCode,
    headers: Object.fromEntries(kept),
    cookies,
    body,
    isBase64Encoded: !isText && body !== '',
  };
}

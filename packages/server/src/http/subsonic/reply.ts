import type { FastifyReply, FastifyRequest } from 'fastify';
import { version } from '../version.ts';
import { codes, SubsonicError, toSubsonicError } from './errors.ts';
import type { RawParams } from './params.ts';
import { toXml, type Value } from './xml.ts';

/** Version of Subsonic's own API that OpenSubsonic builds on. */
const API_VERSION = '1.16.1';
const NAMESPACE = 'http://subsonic.org/restapi';
const CALLBACK = /^[\w$.]{1,100}$/;

export type Body = { [name: string]: Value };

/** Sends an answer in the format that was asked for: XML unless told otherwise. */
export function sendBody(reply: FastifyReply, params: RawParams, body: Body): FastifyReply {
  return send(reply, params, { status: 'ok' }, body);
}

/** Sends a failure in the specification's envelope, with status 200 unless it says otherwise. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  params: RawParams,
): FastifyReply {
  const known = toSubsonicError(error) ?? unexpected(error, request);
  reply.status(known.status);
  const { code, message } = known;
  const needsHelp = code === codes.wrongCredentials || code === codes.invalidApiKey;
  const helpUrl = needsHelp ? `${request.protocol}://${request.host}/account` : undefined;
  return send(reply, params, { status: 'failed' }, { error: { code, message, helpUrl } });
}

function unexpected(error: unknown, request: FastifyRequest): SubsonicError {
  const statusCode = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (typeof statusCode === 'number' && statusCode < 500) {
    return new SubsonicError('generic', 'The request is not valid.');
  }
  request.log.error({ err: error }, 'request failed');
  return new SubsonicError('generic', 'Something went wrong on the server.');
}

function send(
  reply: FastifyReply,
  params: RawParams,
  head: { status: 'ok' | 'failed' },
  body: Body,
): FastifyReply {
  const envelope: Body = {
    ...head,
    version: API_VERSION,
    type: 'madrigal',
    serverVersion: version,
    openSubsonic: true,
    ...body,
  };
  reply.header('cache-control', 'no-store');
  const [format] = params.f ?? [];
  const [callback = ''] = params.callback ?? [];
  if (format === 'jsonp' && CALLBACK.test(callback)) {
    // The comment keeps the name from being the first bytes of the file.
    const script = `/**/${callback}(${toJson(envelope).replaceAll('<', '\\u003c')});`;
    return reply.type('text/javascript; charset=utf-8').send(script);
  }
  if (format === 'json' || format === 'jsonp') {
    return reply.type('application/json; charset=utf-8').send(toJson(envelope));
  }
  const xml = toXml('subsonic-response', { xmlns: NAMESPACE, ...envelope });
  const document = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
  return reply.type('application/xml; charset=utf-8').send(document);
}

function toJson(envelope: Body): string {
  return JSON.stringify({ 'subsonic-response': envelope }, (_, value) => value ?? undefined);
}

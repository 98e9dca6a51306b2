import type { AppCredentials, AppUser, AttemptLimit } from '@madrigal/core/identity';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpServices } from '../deps.ts';
import { SubsonicError } from './errors.ts';
import { parseParams, plain, type RawParams, text } from './params.ts';

const MAJOR_VERSION = 1;

const everyCall = z.object({ v: text, c: text });

/** Who an app is for. @throws SubsonicError, MadrigalError where it does not say, or says it wrongly */
export async function signIn(
  services: Pick<HttpServices, 'appPasswords'>,
  limit: AttemptLimit,
  request: FastifyRequest,
  params: RawParams,
): Promise<AppUser & { client: string }> {
  const credentials = readCredentials(params);
  const { v, c } = parseParams(everyCall, params);
  checkVersion(v);
  // By account too: one app with an old password must not lock out everybody behind its address.
  const who = `${request.ip} ${'apiKey' in credentials ? '' : credentials.username.toLowerCase()}`;
  if (!limit.begin(who)) {
    throw new SubsonicError('generic', 'Too many failed sign-ins. Try again in a minute.');
  }
  const user = await services.appPasswords.signIn(credentials);
  limit.succeed(who);
  return { ...user, client: c.slice(0, 100).trim() || 'app' };
}

function readCredentials(params: RawParams): AppCredentials {
  const [apiKey] = params.apiKey ?? [];
  if (apiKey !== undefined) {
    if (params.u ?? params.p ?? params.t ?? params.s) {
      throw new SubsonicError('conflictingCredentials', 'An API key goes without a user name.');
    }
    return { apiKey };
  }
  const { u: username } = parseParams(z.object({ u: text }), params);
  const [token] = params.t ?? [];
  if (token !== undefined && params.p) {
    throw new SubsonicError('conflictingCredentials', 'Send a password or a token, not both.');
  }
  if (token !== undefined) {
    return { username, token, salt: parseParams(z.object({ s: text }), params).s };
  }
  return { username, password: plain(parseParams(z.object({ p: text }), params).p) };
}

function checkVersion(version: string): void {
  const major = Number(/^(\d+)\.\d+/.exec(version)?.[1] ?? Number.NaN);
  if (Number.isNaN(major)) throw new SubsonicError('generic', 'The parameter "v" is no version.');
  if (major < MAJOR_VERSION) throw new SubsonicError('clientTooOld', 'This app is too old.');
  if (major > MAJOR_VERSION) throw new SubsonicError('serverTooOld', 'This server is too old.');
}

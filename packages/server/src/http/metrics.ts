import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { refuseMethodsExcept } from './methods.ts';

const PATH = '/metrics';
/** Headers of proxies: through one, everybody seems to call from this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
/** A web page elsewhere whose name was made to point here would still send its own name. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Serves the metrics to programs on this machine, and to whoever has the token. */
export function registerMetrics(
  app: FastifyInstance,
  { metrics, settings }: Pick<HttpDeps, 'metrics' | 'settings'>,
): void {
  app.get(PATH, { config: { operationId: 'metrics' } }, async (request, reply) => {
    if (!hasToken(request, settings.metricsToken) && !isLocal(request)) {
      throw new MadrigalError(
        'forbidden',
        'Metrics are for programs on the same machine, or with the token in METRICS_TOKEN.',
      );
    }
    const { contentType, text } = await metrics();
    return reply.header('cache-control', 'no-store').type(contentType).send(text);
  });
  refuseMethodsExcept(app, PATH, ['GET']);
}

function hasToken(request: FastifyRequest, token: string | null): boolean {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === null || given === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function isLocal(request: FastifyRequest): boolean {
  if (FORWARDED.some((name) => request.headers[name] !== undefined)) return false;
  if (!LOCAL_NAMES.has(request.hostname)) return false;
  const address = request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? '';
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

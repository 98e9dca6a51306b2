import { type Endpoint, type Language, languageOfRequest } from '@madrigal/contract';
import { type Caller, checkAccess, checkScope, type TokenVerifier } from '@madrigal/core/identity';
import { type Fault, MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askAgain } from './ask-again.ts';
import { audited, isAudited, targetsOf } from './audit.ts';
import type { EndpointDeps, HttpDeps } from './deps.ts';

/** What a request brings, parsed. */
export interface Input<E extends Endpoint> {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
}

/** Who calls, as far as the endpoint asks. */
type CallerOf<E extends Endpoint> = E['access'] extends 'anonymous' ? null : Caller;

interface Context<E extends Endpoint> {
  caller: CallerOf<E>;
  /** As the client sent it; null without one, and where the endpoint takes none. */
  idempotencyKey: string | null;
  /** What the client asks to be answered in; null where that is none of ours. */
  language: Language | null;
  deps: EndpointDeps;
}

/** Requests per minute that one address may make of an endpoint. */
export interface RateLimit {
  perMinute: number;
}

/** An endpoint of the contract with what it does. */
export interface Route {
  endpoint: Endpoint;
  limit: RateLimit | null;
  run(
    input: Input<Endpoint>,
    context: Omit<Context<Endpoint>, 'caller'> & { caller: Caller | null },
  ): Promise<unknown>;
}

/** Ties an endpoint of the contract to its handler, with the exact types of both. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (input: Input<E>, context: Context<E>) => Promise<z.input<E['response']>>,
  limit: RateLimit | null = null,
): Route {
  return {
    endpoint,
    limit,
    run: (input, { caller, ...context }) =>
      handle(input as Input<E>, { caller: caller as CallerOf<E>, ...context }),
  };
}

/** Path of an endpoint as Fastify writes it: `/songs/{songId}` is `/songs/:songId`. */
export function fastifyPath(endpoint: Endpoint): string {
  return endpoint.path.replace(/\{(\w+)\}/g, ':$1');
}

/** Serves a route: who calls, then what they ask, then the answer. */
export function registerRoute(
  app: FastifyInstance,
  { endpoint, limit, run }: Route,
  deps: HttpDeps,
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.route({
    method: endpoint.method,
    url: fastifyPath(endpoint),
    config: {
      operationId: endpoint.operationId,
      ...(limit ? { rateLimit: { max: limit.perMinute, timeWindow: '1 minute' } } : {}),
    },
    // Before the body is read: strangers cannot make us parse anything.
    onRequest: async (request) => {
      const caller = await identify(endpoint, request, deps.services.tokens);
      if (caller) callers.set(request, caller);
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? null;
      const idempotencyKey = idempotencyKeyOf(endpoint, request);
      const language = languageOfRequest(request.headers['accept-language']);
      const once = (input: Input<Endpoint>) =>
        run(input, { caller, idempotencyKey, language, deps });
      const work = (input: Input<Endpoint>) =>
        mayBeAskedAgain(endpoint) ? askAgain(() => once(input)) : once(input);
      const answer = await (isAudited(endpoint)
        ? runAudited(endpoint, request, { caller, deps, work })
        : work(parseInput(endpoint, request)));
      if (deps.checkAnswers) endpoint.response.parse(answer);
      return sendAnswer(endpoint, reply, answer);
    },
  });
}

/** Safe methods change nothing (RFC 9110, section 9.2.1). Probes tell of what they met. */
function mayBeAskedAgain({ method, path }: Endpoint): boolean {
  return method === 'GET' && !path.startsWith('/health/');
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** @throws MadrigalError `invalid_request` for a key that is none */
function idempotencyKeyOf(endpoint: Endpoint, { headers }: FastifyRequest): string | null {
  const key = endpoint.takesIdempotencyKey ? headers['idempotency-key'] : undefined;
  if (key === undefined) return null;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return key;
  throw new MadrigalError('invalid_request', 'Idempotency-Key takes 1 to 255 signs of ASCII.');
}

interface AuditedRun {
  caller: Caller | null;
  deps: HttpDeps;
  work: (input: Input<Endpoint>) => Promise<unknown>;
}

async function runAudited(
  endpoint: Endpoint,
  request: FastifyRequest,
  { caller, deps, work }: AuditedRun,
): Promise<unknown> {
  const input = parseInput(endpoint, request);
  return audited<unknown>(
    { operations: deps.services.operations, request },
    { action: endpoint.operationId, userId: caller?.userId ?? null },
    (answer) => targetsOf(input, answer),
    () => work(input),
  );
}

/** Who calls, if they may. @throws MadrigalError `unauthenticated`, `forbidden` */
export async function identify(
  endpoint: Endpoint,
  request: FastifyRequest,
  tokens: TokenVerifier,
): Promise<Caller | null> {
  if (endpoint.access === 'anonymous') return null;
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? null : await askAgain(() => tokens.verify(token));
  checkAccess(endpoint.access, caller);
  checkScope(endpoint, caller);
  return caller;
}

/** @throws MadrigalError `invalid_request` naming every faulty field */
function parseInput(endpoint: Endpoint, request: FastifyRequest): Input<Endpoint> {
  const faults: Fault[] = [];
  const parse = (part: 'params' | 'query' | 'body', value: unknown) => {
    const parsed = endpoint[part].safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) {
      faults.push({ path: [part, ...path].join('.'), message });
    }
    return undefined;
  };
  const input = {
    params: parse('params', request.params),
    query: parse('query', request.query),
    // What is sent to an endpoint without a body is not looked at.
    body: endpoint.body instanceof z.ZodUndefined ? undefined : parse('body', request.body),
  };
  if (faults.length === 0) return input;
  const [first] = faults;
  throw new MadrigalError('invalid_request', `${first?.path}: ${first?.message}`, { faults });
}

function sendAnswer(endpoint: Endpoint, reply: FastifyReply, answer: unknown): FastifyReply {
  reply.status(endpoint.status).header('cache-control', 'no-store');
  return endpoint.status === 204 ? reply.send() : reply.send(answer);
}

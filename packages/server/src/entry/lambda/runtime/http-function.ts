import { setTimeout as delay } from 'node:timers/promises';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance } from 'fastify';
import { createHttp } from '../../../compose/http.ts';
import { createUseCases } from '../../../compose/use-cases.ts';
import type { Config, ServiceName } from '../../../config/index.ts';
import { type HttpFunction, partOfFunction } from '../../../http/index.ts';
import { openContainer } from './container.ts';
import { createEmfMetrics } from './emf-metrics.ts';
import type { FunctionContext, HttpEvent, HttpResult } from './events.ts';
import { openFunctionEngines } from './function-engines.ts';
import { cameByOrigin, REQUEST_ID_HEADER, toRequest, toResult } from './http-event.ts';
import { once } from './once.ts';
import { problemResult } from './problem.ts';
import { createSending } from './sending.ts';

/** Left of a call's time, in ms, when it is answered that it takes too long. */
const LAST_MOMENT_MS = 500;

/** As which service a function is configured: what it needs is what that service needs. */
const serviceOfFunction: Readonly<Record<HttpFunction, ServiceName>> = {
  user: 'user',
  song: 'song',
  playlist: 'song',
  favourite: 'song',
  history: 'song',
  'upload-media': 'admin',
  'retrieve-media': 'photo',
  admin: 'admin',
};

type HttpHandler = (event: HttpEvent, context: FunctionContext) => Promise<HttpResult>;

/** The handler of a function that answers its endpoints, by the application that every shape has. */
export function httpFunction(name: HttpFunction): HttpHandler {
  const started = once(() => start(name));
  // While it initialises, a function has more of a processor. Who calls it learns what went wrong.
  started().catch(() => {});
  return async (event, context) => {
    const { awsRequestId } = context;
    try {
      const { app, config, settled } = await started();
      if (!cameByOrigin(event, config.http)) {
        return problemResult('forbidden', 'This address is for the CDN alone.', awsRequestId);
      }
      const answer = await inTime(answerTo(app, event, awsRequestId, config), context);
      await inTime(settled(), context);
      return answer;
    } catch (error) {
      return refusal(error, awsRequestId);
    }
  };
}

async function start(name: HttpFunction) {
  const { config, log } = await openContainer(name, [`--services=${serviceOfFunction[name]}`]);
  const sending = createSending();
  const engines = {
    ...(await openFunctionEngines(config, { logger: log, sendingBy: sending.by })),
    metrics: createEmfMetrics(name),
  };
  const useCases = createUseCases(config, engines, engines.jobs.sender);
  const never = new AbortController().signal;
  const app = await createHttp(
    config,
    log,
    engines,
    useCases,
    { stopping: never, closing: never },
    {
      part: partOfFunction(name),
      requestIdOf: ({ headers }) => String(headers[REQUEST_ID_HEADER]),
      trustProxy: ['loopback'],
    },
  );
  return { app, config, settled: sending.settled };
}

async function answerTo(
  app: FastifyInstance,
  event: HttpEvent,
  requestId: string,
  { http }: Config,
): Promise<HttpResult> {
  const request = toRequest(event, requestId, http);
  const answer = await app.inject({ ...request, method: request.method as 'GET' });
  return (
    toResult(answer) ??
    problemResult('payload_too_large', 'The answer is larger than a function may give.', requestId)
  );
}

/** @throws MadrigalError `unavailable` a moment before Lambda would end the call without a word */
async function inTime<T>(work: Promise<T>, context: FunctionContext): Promise<T> {
  const enough = new AbortController();
  const left = Math.max(0, context.getRemainingTimeInMillis() - LAST_MOMENT_MS);
  const late = delay(left, undefined, { signal: enough.signal, ref: false }).then(() => {
    throw new MadrigalError('unavailable', 'This took too long. Try again.');
  });
  late.catch(() => {}); // when the work was in time
  try {
    return await Promise.race([work, late]);
  } finally {
    enough.abort();
  }
}

function refusal(error: unknown, requestId: string): HttpResult {
  console.error(
    JSON.stringify({ level: 50, requestId, msg: 'function failed', err: String(error) }),
  );
  return error instanceof MadrigalError
    ? problemResult(error.code, error.message, requestId)
    : problemResult('internal', 'Something went wrong on the server.', requestId);
}

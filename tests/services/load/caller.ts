import type { OperationId } from '@madrigal/contract';
import { type BodyOf, createClient, type Input } from '../../acceptance/harness/client.ts';
import { renewingToken, type Session } from '../../acceptance/harness/session.ts';
import type { Meter } from './meter.ts';
import type { WebApp } from './web-app.ts';

/** As long as the web app waits for an answer. */
const TIMEOUT_MS = 30_000;

/** Asks the API as a page does, and throws what its code throws. Every attempt is measured. */
export interface Caller {
  baseUrl: string;
  ask<Id extends OperationId>(id: Id, input?: Input<Id>): Promise<BodyOf<Id>>;
  /** Bytes: signed URLs of either store. @throws ApiError `network` without an answer */
  bytes(what: string, url: string, init: RequestInit): Promise<Response>;
}

export function createCaller(web: WebApp, session: Session, meter: Meter): Caller {
  const { baseUrl } = session;
  const token = renewingToken(() => session);
  const client = createClient(baseUrl, token);
  return {
    baseUrl,
    ask: async (id, input) => {
      await meter.measure('token', codeOf, () => token().catch((error) => failed(web, error)));
      return meter.measure(id, codeOf, async () => {
        const answer = await client.call(id, input).catch((error) => failed(web, error));
        if (!answer.ok) throw new web.ApiError(answer.problem.code, answer.problem.detail);
        return answer.body;
      });
    },
    bytes: (what, url, init) =>
      meter.measure(what, codeOf, async () => {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await fetch(new URL(url, baseUrl), { signal, ...init }).catch((error) =>
          failed(web, error),
        );
        // Noted as a failure; what it means is for whoever wanted the bytes to say.
        if (response.status >= 500) throw new web.ApiError('unavailable', `${response.status}`);
        return response;
      }),
  };
}

/** `fetch` throws a TypeError without an answer; the harness throws others for what it did not expect. */
function failed(web: WebApp, error: unknown): never {
  if (error instanceof TypeError) throw new web.ApiError('network', String(error.cause ?? error));
  const isAway = /\b50[234]\b/.test(String(error));
  throw isAway ? new web.ApiError('unavailable', String(error)) : error;
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : String(error).slice(0, 200);
}

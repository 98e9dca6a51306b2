import { language } from '../messages/index.ts';
import { reportReachable } from './connection.ts';
import { networkError } from './problem.ts';

const timeoutMs = 30_000;

/**
 * `fetch` that notes whether the server can be reached.
 * @throws ApiError `network` without an answer; AbortError when `init.signal` is aborted
 */
export async function send(path: string, init: RequestInit): Promise<Response> {
  const caller = init.signal ?? undefined;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
    const headers = new Headers(init.headers);
    headers.set('accept-language', language);
    const response = await fetch(path, { credentials: 'same-origin', ...init, headers, signal });
    // A proxy answers 502 to 504 for a server that is gone.
    reportReachable(response.status < 502 || response.status > 504);
    return response;
  } catch (cause) {
    if (caller?.aborted) throw cause;
    reportReachable(false);
    throw networkError();
  }
}

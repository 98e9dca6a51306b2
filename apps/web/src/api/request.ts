import type { Endpoint } from '@madrigal/contract';
import { errorOf } from './problem.ts';
import { send } from './send.ts';
import { accessToken, renewToken } from './token.ts';

type In<S> = S extends { _zod: { input: infer I } } ? I : never;
type Out<S> = S extends { _zod: { output: infer O } } ? O : never;
type Part<Name extends string, S> =
  undefined extends In<S>
    ? { [K in Name]?: undefined }
    : Record<never, never> extends In<S>
      ? { [K in Name]?: In<S> }
      : { [K in Name]: In<S> };

/** What an endpoint needs: path parameters, query and body, each only where it has some. */
export type InputOf<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']> & {
    /** Where the endpoint takes one: the same key again is the same request. */
    idempotencyKey?: string;
  };
export type ResponseOf<E extends Endpoint> = Out<E['response']>;

interface AnyInput {
  params?: object | undefined;
  query?: object | undefined;
  body?: unknown;
  idempotencyKey?: string;
}

/**
 * Calls one operation of the API as the person who is signed in.
 * @throws ApiError with the code of the problem, or `network`
 */
export async function request<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  signal?: AbortSignal,
): Promise<ResponseOf<E>> {
  const response = await callWithToken(endpoint, input as AnyInput, signal);
  if (!response.ok) throw await errorOf(response);
  return (endpoint.status === 204 ? null : await response.json()) as ResponseOf<E>;
}

async function callWithToken(endpoint: Endpoint, input: AnyInput, signal?: AbortSignal) {
  if (endpoint.access === 'anonymous') return call(endpoint, input, null, signal);
  const response = await call(endpoint, input, await accessToken(), signal);
  if (response.status !== 401) return response;
  return call(endpoint, input, await renewToken(), signal);
}

function call(endpoint: Endpoint, input: AnyInput, token: string | null, signal?: AbortSignal) {
  const headers = new Headers({ accept: 'application/json' });
  if (input.idempotencyKey) headers.set('idempotency-key', input.idempotencyKey);
  if (token) headers.set('authorization', `Bearer ${token}`);
  const init: RequestInit = { method: endpoint.method, headers };
  if (signal) init.signal = signal;
  if (input.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(input.body);
  }
  return send(pathOf(endpoint, input), init);
}

/** Path of a call with its parameters and query filled in. */
export function pathOf(endpoint: Endpoint, input: AnyInput): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

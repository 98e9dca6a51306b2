import {
  type Endpoint,
  type ErrorCode,
  endpoints,
  type OperationId,
  Problem,
} from '@madrigal/contract';

type Endpoints = typeof endpoints;

/** What a schema takes and what it gives, as zod's `input` and `output` without importing zod. */
type InputOf<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input'];
type OutputOf<Schema extends { _zod: { output: unknown } }> = Schema['_zod']['output'];

export interface Input<Id extends OperationId = OperationId> {
  params?: InputOf<Endpoints[Id]['params']>;
  query?: InputOf<Endpoints[Id]['query']>;
  body?: InputOf<Endpoints[Id]['body']>;
}

export type Answer<Body> =
  | { ok: true; status: number; headers: Headers; body: Body }
  | { ok: false; status: number; headers: Headers; problem: Problem };

export type BodyOf<Id extends OperationId> = OutputOf<Endpoints[Id]['response']>;

/** What any endpoint may answer besides the codes it names itself. */
const commonErrors: readonly ErrorCode[] = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'payload_too_large',
  'unsupported_media_type',
  'too_many_requests',
  'unavailable',
];

/** The API as the contract describes it. Every answer is checked against the contract. */
export interface Client {
  baseUrl: string;
  /** Calls an operation and gives its answer, success or problem. */
  call<Id extends OperationId>(id: Id, input?: Input<Id>): Promise<Answer<BodyOf<Id>>>;
  /** Calls an operation that must succeed. @throws with the problem otherwise */
  must<Id extends OperationId>(id: Id, input?: Input<Id>): Promise<BodyOf<Id>>;
  /** Any request with the caller's token, for what the contract cannot express. */
  request(path: string | URL, init?: RequestInit): Promise<Response>;
}

export type TokenSource = string | null | (() => Promise<string>);

/** A client for the instance at `baseUrl`, with an access token or without. */
export function createClient(baseUrl: string, token: TokenSource = null): Client {
  const request: Client['request'] = async (path, init = {}) => {
    const bearer = typeof token === 'function' ? await token() : token;
    const headers = new Headers(init.headers);
    if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
    return fetch(new URL(path, baseUrl), { ...init, headers });
  };
  const call: Client['call'] = async (id, input = {}) =>
    readAnswer(id, await request(urlOf(baseUrl, endpoints[id], input), jsonRequest(id, input)));
  const must: Client['must'] = async (id, input) => {
    const answer = await call(id, input);
    if (!answer.ok) throw new Error(`${id} answered ${JSON.stringify(answer.problem)}`);
    return answer.body;
  };
  return { baseUrl, call, must, request };
}

function urlOf(baseUrl: string, endpoint: Endpoint, input: Input): URL {
  const params: Record<string, string> = { ...(input.params as object) };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries({ ...(input.query as object) })) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function jsonRequest(id: OperationId, { body }: Input): RequestInit {
  const { method } = endpoints[id];
  if (body === undefined) return { method };
  return {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** @throws when status, content type or body are not what the contract promises */
export async function readAnswer<Id extends OperationId>(
  id: Id,
  response: Response,
): Promise<Answer<BodyOf<Id>>> {
  const { status, headers } = response;
  const endpoint: Endpoint = endpoints[id];
  if (status === endpoint.status) {
    const body = status === 204 ? null : await response.json();
    return { ok: true, status, headers, body: endpoint.response.parse(body) as BodyOf<Id> };
  }
  const problem = await readProblem(response);
  if (![...commonErrors, ...endpoint.errors].includes(problem.code)) {
    throw new Error(`${id} answered ${status} ${problem.code}, which its contract does not name`);
  }
  return { ok: false, status, headers, problem };
}

/** @throws when the response is not a well-formed problem */
export async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? 'none';
  const text = await response.text();
  if (!type.startsWith('application/problem+json')) {
    throw new Error(`${response.status} from ${response.url} as ${type}: ${text.slice(0, 200)}`);
  }
  const problem = Problem.parse(JSON.parse(text));
  if (problem.status !== response.status) throw new Error(`status differs: ${text}`);
  return problem;
}

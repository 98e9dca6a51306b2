import { setTimeout } from 'node:timers/promises';
import type { NewAccount } from '@madrigal/contract';

const REFRESH_BEFORE_MS = 30_000;

/** A signed-in account, by its session cookie. */
export interface Session {
  baseUrl: string;
  cookie: string;
}

interface AuthCall {
  method?: string;
  body?: object;
  cookie?: string;
  /** Asks again when the server says to, as files that share an instance share one address. */
  patient?: boolean;
}

/** Calls the account engine below `/api/auth`, like the web app does. */
export async function callAuth(
  baseUrl: string,
  path: string,
  call: AuthCall = {},
): Promise<Response> {
  const { method = 'POST', body, cookie, patient = true } = call;
  const response = await fetch(new URL(`/api/auth${path}`, baseUrl), {
    method,
    headers: {
      origin: baseUrl,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(cookie ? { cookie } : {}),
    },
    body: body ? JSON.stringify(body) : null,
  });
  const waitSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (!patient || response.status !== 429 || Number.isNaN(waitSeconds)) return response;
  await setTimeout(waitSeconds * 1000);
  return callAuth(baseUrl, path, call);
}

/** Creates an account and signs in; signing up alone opens no session. */
export async function signUp(baseUrl: string, account: NewAccount): Promise<Session> {
  const response = await callAuth(baseUrl, '/sign-up/email', { body: account });
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return signIn(baseUrl, account);
}

export async function signIn(
  baseUrl: string,
  { email, password }: { email: string; password: string },
): Promise<Session> {
  const response = await callAuth(baseUrl, '/sign-in/email', { body: { email, password } });
  return sessionFrom(baseUrl, response);
}

async function sessionFrom(baseUrl: string, response: Response): Promise<Session> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { baseUrl, cookie };
}

/** A new access token of this session. */
export async function fetchToken({ baseUrl, cookie }: Session): Promise<string> {
  const response = await callAuth(baseUrl, '/token', { method: 'GET', cookie });
  if (!response.ok) throw new Error(`no token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}

/** Claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, unknown> & { exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** Gives the session's access token and renews it before it expires, like the web app does. */
export function renewingToken(session: () => Session): () => Promise<string> {
  let token: string | null = null;
  return async () => {
    if (token === null || claimsOf(token).exp * 1000 - Date.now() < REFRESH_BEFORE_MS) {
      token = await fetchToken(session());
    }
    return token;
  };
}

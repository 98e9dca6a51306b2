import { type CognitoLocal, headersOf, type StoredUser } from './cognito-local.ts';
import type { Numbers } from './numbers.ts';
import type { challenge } from './srp.ts';

export type Body = Record<string, unknown> & { AuthParameters?: Record<string, string> };
type Pending = ReturnType<typeof challenge> & { user: StoredUser | null };

export interface Pool {
  local: CognitoLocal;
  userPoolId: string;
  /** Challenges that were not answered yet, by their session. */
  pending: Map<string, Pending>;
  asked: string[];
  sent: string[];
  isAway: boolean;
  refusesRenewal: boolean;
  /** Who has given the right password, and something else is asked for, by the session. */
  steps: Map<string, StoredUser>;
  /** The code that was sent last to whoever wants one by text besides the password, by their names. */
  texts: Map<string, string>;
  numbers: Numbers;
  /** Codes of its own pages that were not spent yet, with what was asked for. */
  codes: Map<string, URLSearchParams>;
  /** Address of whoever signs in at its own pages. */
  nextPerson: string;
}

/** By name, or by an address once it is verified. */
export function find({ local, userPoolId }: Pool, name: string): StoredUser | null {
  const users = local.usersOf(userPoolId);
  const isTheirs = (user: StoredUser) =>
    attributeOf(user, 'email') === name.toLowerCase() &&
    attributeOf(user, 'email_verified') === 'true';
  return users.find(({ Username }) => Username === name) ?? users.find(isTheirs) ?? null;
}

export function attributeOf({ Attributes }: StoredUser, name: string): string | undefined {
  return Attributes.find(({ Name }) => Name === name)?.Value;
}

/** The rule of the pool that we deploy. */
export function simple(password: unknown): Response | null {
  const text = String(password);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\da-zA-Z]/];
  if (text.length >= 10 && kinds.every((kind) => kind.test(text))) return null;
  return refuse('InvalidPasswordException', 'Password did not conform with policy.');
}

export function forward({ local }: Pool, operation: string, body: Body): Promise<Response> {
  return fetch(local.url, {
    method: 'POST',
    headers: { ...headersOf(operation), origin: 'http://localhost' },
    body: JSON.stringify(body),
  });
}

export function refuse(type: string, message: string): Response {
  return json({ __type: type, message }, 400);
}

export function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'access-control-allow-origin': '*' } });
}

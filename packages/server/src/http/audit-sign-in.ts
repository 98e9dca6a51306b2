import type { FastifyRequest } from 'fastify';
import { outcomeOf, remember, type Targets, toTarget } from './audit.ts';
import type { HttpServices } from './deps.ts';

const ENTRY = /^sign-(in|up)\//;
/** Ways back from somebody else's sign-in page are the only GETs that sign anybody in. */
const BACK = /^(oauth2\/)?callback\//;
/**
 * Refusals of what was never an act: whoever sends nonsense, or too much, must not fill the log.
 */
const NOT_ACTS = new Set([
  'not_found',
  'too_many_requests',
  'invalid_request',
  'payload_too_large',
  'unavailable',
]);

type Services = Pick<HttpServices, 'accounts' | 'operations'>;

/** Serves a request below `/api/auth/` and remembers whoever signed in, failed to, or signed out. */
export async function handleAudited(
  services: Services,
  request: FastifyRequest,
  web: Request,
): Promise<Response> {
  const action = new URL(web.url).pathname.replace(/^\/api\/auth\//, '');
  if (web.method !== 'POST' && !BACK.test(action)) return services.accounts.handle(web);
  const targets = await targetsOf(web);
  // Asked before: whoever signs out has no session afterwards. An old one says nothing of a sign-in.
  const before = ENTRY.test(action)
    ? null
    : await userOfSession(services, web, web.headers.get('cookie'));
  const note = (userId: string | null, outcome: string) =>
    remember(services.operations, request, { action: `auth/${action}`, userId, targets, outcome });
  try {
    const response = await services.accounts.handle(web);
    const userId =
      before ?? (await userOfAnswer(response)) ?? (await newUser(services, web, response));
    await note(userId, 'done');
    return response;
  } catch (error) {
    const outcome = outcomeOf(error);
    if (!NOT_ACTS.has(outcome)) await note(before, outcome);
    throw error;
  }
}

/** Whom a sign-in was tried as. */
async function targetsOf(web: Request): Promise<Targets> {
  const body = await readJson(web.clone());
  const { email, phoneNumber } = body;
  return {
    ...(typeof email === 'string' ? { email: toTarget(email) } : {}),
    ...(typeof phoneNumber === 'string' ? { phoneNumber: toTarget(phoneNumber) } : {}),
  };
}

async function userOfAnswer(response: Response): Promise<string | null> {
  const { user } = await readJson(response.clone());
  return idOf(user);
}

function newUser(services: Services, web: Request, response: Response): Promise<string | null> {
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return userOfSession(services, web, cookies.join('; '));
}

/** Whose session these cookies are; null for none. */
async function userOfSession(
  { accounts }: Services,
  web: Request,
  cookie: string | null,
): Promise<string | null> {
  if (!cookie) return null;
  const headers = new Headers(web.headers);
  headers.set('cookie', cookie);
  headers.delete('content-type');
  const url = new URL('/api/auth/get-session', web.url);
  try {
    const session = await readJson(await accounts.handle(new Request(url, { headers })));
    return idOf(session.user);
  } catch {
    return null; // the request itself says what is wrong
  }
}

function idOf(user: unknown): string | null {
  const id = typeof user === 'object' && user !== null && 'id' in user ? user.id : null;
  return typeof id === 'string' ? id : null;
}

async function readJson(message: Request | Response): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(await message.text());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

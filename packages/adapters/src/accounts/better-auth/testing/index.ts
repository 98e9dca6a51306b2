import { errorTable } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { type BetterAuthAccounts, createBetterAuthAccounts } from '../accounts.ts';
import type { AccountsSettings } from '../options.ts';
import type { AccountRecords } from '../records.ts';
import { openMongoRecords } from './mongo-records.ts';
import { openPostgresRecords } from './postgres-records.ts';

export const ORIGIN = 'http://music.test:4680';
export const ada = { name: 'Ada', email: 'ada@example.org', password: 'difference engine' };
export const identity = { issuer: 'https://issuer.test', audience: 'madrigal' };

export const problems: string[] = [];
const logger: AccountsSettings['logger'] = {
  info: () => {},
  warn: (_, message) => problems.push(message),
  error: (_, message) => problems.push(message),
  child: () => logger,
};

/** Whether these tests run on MongoDB, as `npm run test:mongodb` has them. */
export const isOnMongo = process.env.MONGODB_TEST_URL !== undefined;

export async function openAccounts(changes: Partial<AccountsSettings> = {}) {
  const { records, ...opened } = await (isOnMongo ? openMongoRecords() : openPostgresRecords());
  return { ...accountsOn(records, changes), ...opened };
}

export function accountsOn(records: AccountRecords, changes: Partial<AccountsSettings> = {}) {
  const settings: AccountsSettings = {
    records,
    secret: 'a secret for tests, long enough to be one',
    publicUrl: null,
    registration: 'open',
    emailVerificationRequired: false,
    providers: [],
    postOffice: { post: () => {} },
    textOffice: null,
    ...identity,
    logger,
    ...changes,
  };
  return { ...createBetterAuthAccounts(settings), settings };
}

let clients = 0;
interface Answer {
  status: number;
  json: Record<string, unknown>;
  setCookies: string[];
}

/** A browser of its own, with an address and cookies. */
export function createClient(accounts: Pick<BetterAuthAccounts, 'handle'>, origin = ORIGIN) {
  clients += 1;
  const address = `10.0.${clients >> 8}.${clients & 255}`;
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map((pair) => pair.join('=')).join('; ');
  const call = async (
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const request = new Request(`${origin}/api/auth${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'x-madrigal-client-ip': address,
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin }),
        ...(jar.size > 0 ? { cookie: cookies() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await accounts.handle(request).catch(toResponse);
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const json = (await response.json()) as Record<string, unknown>;
    return { status: response.status, json, setCookies };
  };
  return { call };
}

/** What the HTTP layer makes of it. */
function toResponse(error: unknown): Response {
  if (!(error instanceof MadrigalError)) throw error;
  const { code, message, faults, retryAfterSeconds } = error;
  return Response.json(
    { code, message, faults, retryAfterSeconds },
    { status: errorTable[code].status },
  );
}

export type TestAccounts = Awaited<ReturnType<typeof openAccounts>>;

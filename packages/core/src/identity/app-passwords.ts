import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, MadrigalError } from '../shared/index.ts';
import type { Account, AppPassword, Caller } from './model.ts';
import type { AccountDirectory, AppPasswordStore, TokenVerifier } from './ports.ts';
import type { Sealer } from './seal.ts';

const MOST_PER_ACCOUNT = 20;
/** Crockford's base 32 in lower case: no letter that looks like another one on a phone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 5;
const API_TOKEN = /^mad_/;

export interface AppPasswordsDeps {
  appPasswords: AppPasswordStore;
  directory: Pick<AccountDirectory, 'getAccount'>;
  tokens: TokenVerifier;
  sealer: Sealer;
  clock: Clock;
  newId: () => string;
}

/** What an app proves who it is for with. */
export type AppCredentials =
  | { username: string; password: string }
  /** `token` is the MD5 of password and salt in hex, as Subsonic has it. */
  | { username: string; token: string; salt: string }
  | { apiKey: string };

/** Somebody whose app is signed in. */
export interface AppUser {
  caller: Caller;
  /** The e-mail address of the account. */
  username: string;
}

/**
 * Passwords of music apps. Each is made for one app and ended by its owner; the account's own
 * password opens nothing here. They are kept sealed, not hashed: apps send a salted hash of theirs.
 */
export function createAppPasswords(deps: AppPasswordsDeps) {
  return {
    create: (caller: Caller, name: string) => createAppPassword(deps, caller, name),
    list: (caller: Caller) => deps.appPasswords.listAppPasswordsOf(caller.userId),
    revoke: (caller: Caller, id: string) => deps.appPasswords.deleteAppPassword(caller.userId, id),
    signIn: (credentials: AppCredentials) => signIn(deps, credentials),
  };
}

export type AppPasswords = ReturnType<typeof createAppPasswords>;

/** @throws MadrigalError `conflict` (too many) */
async function createAppPassword(
  { appPasswords, directory, sealer, clock, newId }: AppPasswordsDeps,
  { userId }: Caller,
  name: string,
): Promise<AppPassword & { username: string; password: string }> {
  const others = await appPasswords.listAppPasswordsOf(userId);
  if (others.length >= MOST_PER_ACCOUNT) {
    throw new MadrigalError('conflict', `An account has at most ${MOST_PER_ACCOUNT} of these.`);
  }
  const { email } = await directory.getAccount(userId);
  const password = newPassword();
  const made = { id: newId(), name, createdAt: clock.now(), lastUsedAt: null };
  await appPasswords.createAppPassword(userId, made, {
    sealed: sealer.seal(password, userId),
    hash: hashOf(password),
  });
  return { ...made, username: email, password };
}

/** 100 random bits, in groups that can be typed. */
function newPassword(): string {
  const letters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET[byte % 32]);
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}

/** @throws MadrigalError `invalid_credentials`; `unauthenticated` for an API key */
async function signIn(deps: AppPasswordsDeps, credentials: AppCredentials): Promise<AppUser> {
  if ('apiKey' in credentials) return signInByKey(deps, credentials.apiKey);
  const found = await deps.appPasswords.findByEmail(credentials.username.trim().toLowerCase());
  for (const { id, sealed } of found?.passwords ?? []) {
    const password = found && deps.sealer.open(sealed, found.account.id);
    if (!found || !password || !matches(credentials, password)) continue;
    await deps.appPasswords.noteUse(id, deps.clock.now());
    return appUser(found.account);
  }
  throw new MadrigalError('invalid_credentials', 'Wrong user name or app password.');
}

/** An API key is the password of an app, or an API token of the account. */
async function signInByKey(deps: AppPasswordsDeps, apiKey: string): Promise<AppUser> {
  if (API_TOKEN.test(apiKey)) {
    const caller = await deps.tokens.verify(apiKey);
    return { caller, username: (await deps.directory.getAccount(caller.userId)).email };
  }
  const found = await deps.appPasswords.findByHash(hashOf(apiKey));
  if (!found) throw new MadrigalError('unauthenticated', 'This API key is not valid.');
  await deps.appPasswords.noteUse(found.id, deps.clock.now());
  return appUser(found.account);
}

/** Apps play and keep what is played; they manage nothing. */
function appUser({ id, role, email }: Account): AppUser {
  return { caller: { userId: id, role, scope: 'write' }, username: email };
}

function matches(credentials: Exclude<AppCredentials, { apiKey: string }>, password: string) {
  if ('password' in credentials) return isSame(credentials.password, password);
  const expected = createHash('md5').update(`${password}${credentials.salt}`).digest('hex');
  return isSame(credentials.token.toLowerCase(), expected);
}

/** In a time that says nothing of where they differ. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(expected));
}

/** Random in full, so that a plain hash cannot be searched. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

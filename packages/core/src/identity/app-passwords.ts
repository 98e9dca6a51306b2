import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, MadrigalError } from '../shared/index.ts';
import { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts';
import { checkChosen, idOfSetPassword, openPassword, sealChosen } from './chosen-passwords.ts';
import type { Account, AppPassword, Caller } from './model.ts';
import type { AccountDirectory, AppPasswordStore, TokenVerifier } from './ports.ts';
import type { Sealer } from './seal.ts';

const MOST_PER_ACCOUNT = 20;
/** Crockford's base 32 in lower case: no letter that looks like another one on a phone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 5;
const API_TOKEN = /^mad_/;
/** What a password is called that was not made for one app. */
const SET_NAME = 'Music apps';
/**
 * How often per hour passwords that somebody thought of are held against wrong ones, from all addresses together.
 * An app that was not told of a new password tries the old one every ten seconds or so.
 */
const MOST_GUESSES = 600;
const HOUR_MS = 3_600_000;

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
  /** The app password it signed in with, beside its user name; null for a key. */
  appPasswordId: string | null;
}

/**
 * Passwords of music apps. Each is made for one app and ended by its owner; the account's own
 * password opens nothing here. They are kept sealed, not hashed: apps send a salted hash of theirs. Those that
 * somebody thought of are no API keys, and are not guessed without end.
 */
export function createAppPasswords(deps: AppPasswordsDeps) {
  const guesses = createAttemptLimit(deps.clock, MOST_GUESSES, HOUR_MS);
  return {
    create: (caller: Caller, name: string) => createAppPassword(deps, caller, name),
    list: (caller: Caller) => deps.appPasswords.listAppPasswordsOf(caller.userId),
    revoke: (caller: Caller, id: string) => deps.appPasswords.deleteAppPassword(caller.userId, id),
    /** Sets one for an account, in place of the one that was set before. @throws conflict (too many), invalid_request */
    set: (userId: string, password: string) => setPassword(deps, userId, password),
    /** Changes one that is there, of this app. @throws not_found, invalid_request */
    change: async (caller: Caller, id: string, password: string) => {
      checkChosen(password);
      const secret = sealChosen(deps.sealer, password, caller.userId);
      await deps.appPasswords.replaceSecret(caller.userId, id, secret);
    },
    signIn: (credentials: AppCredentials) => signIn(deps, guesses, credentials),
  };
}

export type AppPasswords = ReturnType<typeof createAppPasswords>;

/** @throws MadrigalError `conflict` (too many) */
async function createAppPassword(
  { appPasswords, directory, sealer, clock, newId }: AppPasswordsDeps,
  { userId }: Caller,
  name: string,
): Promise<AppPassword & { username: string; password: string }> {
  checkRoom(await appPasswords.listAppPasswordsOf(userId));
  const { email } = await directory.getAccount(userId);
  const password = newPassword();
  const made = { id: newId(), name, createdAt: clock.now(), lastUsedAt: null };
  await appPasswords.createAppPassword(userId, made, {
    sealed: sealer.seal(password, userId),
    hash: hashOf(password),
  });
  return { ...made, username: email, password };
}

async function setPassword(
  { appPasswords, sealer, clock }: AppPasswordsDeps,
  userId: string,
  password: string,
): Promise<void> {
  checkChosen(password);
  const id = idOfSetPassword(userId);
  const others = await appPasswords.listAppPasswordsOf(userId);
  checkRoom(others.filter((other) => other.id !== id));
  const made = { id, name: SET_NAME, createdAt: clock.now(), lastUsedAt: null };
  await appPasswords.putAppPassword(userId, made, sealChosen(sealer, password, userId));
}

/** @throws MadrigalError `conflict` */
function checkRoom(others: readonly AppPassword[]): void {
  if (others.length < MOST_PER_ACCOUNT) return;
  throw new MadrigalError('conflict', `An account has at most ${MOST_PER_ACCOUNT} of these.`);
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
async function signIn(
  deps: AppPasswordsDeps,
  guesses: AttemptLimit,
  credentials: AppCredentials,
): Promise<AppUser> {
  if ('apiKey' in credentials) return signInByKey(deps, credentials.apiKey);
  const found = await deps.appPasswords.findByEmail(credentials.username.trim().toLowerCase());
  const id = found && findMatch(deps, guesses, found, credentials);
  if (!found || !id) {
    throw new MadrigalError('invalid_credentials', 'Wrong user name or app password.');
  }
  await deps.appPasswords.noteUse(id, deps.clock.now());
  return appUser(found.account, id);
}

type Found = NonNullable<Awaited<ReturnType<AppPasswordStore['findByEmail']>>>;

/**
 * The password that is meant. After too many guesses those that somebody thought of are left out for a while, and the
 * others go on working: nobody can be locked out who has an app password of our making.
 */
function findMatch(
  { sealer }: Pick<AppPasswordsDeps, 'sealer'>,
  guesses: AttemptLimit,
  { account, passwords }: Found,
  credentials: Exclude<AppCredentials, { apiKey: string }>,
): string | null {
  const opened = passwords.flatMap(({ id, sealed }) => {
    const password = openPassword(sealer, sealed, account.id);
    return password ? [{ id, ...password }] : [];
  });
  const mayGuess = opened.some(({ isChosen }) => isChosen) && guesses.begin(account.id);
  const match = opened.find(
    ({ text, isChosen }) => (!isChosen || mayGuess) && matches(credentials, text),
  );
  if (match && mayGuess) guesses.succeed(account.id);
  return match?.id ?? null;
}

/** An API key is the password of an app, or an API token of the account. */
async function signInByKey(deps: AppPasswordsDeps, apiKey: string): Promise<AppUser> {
  if (API_TOKEN.test(apiKey)) {
    const caller = await deps.tokens.verify(apiKey);
    const { email } = await deps.directory.getAccount(caller.userId);
    return { caller, username: email, appPasswordId: null };
  }
  const found = await deps.appPasswords.findByHash(hashOf(apiKey));
  if (!found) throw new MadrigalError('unauthenticated', 'This API key is not valid.');
  await deps.appPasswords.noteUse(found.id, deps.clock.now());
  return appUser(found.account, null);
}

/** Apps play and keep what is played; they manage nothing. */
function appUser({ id, role, email }: Account, appPasswordId: string | null): AppUser {
  return { caller: { userId: id, role, scope: 'write' }, username: email, appPasswordId };
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

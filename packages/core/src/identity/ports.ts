import type { Language, NewAccount, Role, TokenScope } from '@madrigal/contract';
import type { Page, PageRequest, Position } from '../shared/index.ts';
import type {
  Account,
  AddedAccount,
  ApiToken,
  AppPassword,
  Caller,
  Invitation,
  ListedAccount,
  Person,
  SignInFacts,
} from './model.ts';

/** Accounts as the rest of the product needs them; sign-in itself belongs to the engine. */
export interface AccountDirectory {
  hasAccounts(): Promise<boolean>;
  /**
   * Creates the first account as admin, exactly once even when raced.
   * @throws setup_already_done, invalid_request (password or e-mail refused)
   */
  createFirstAccount(account: NewAccount, language?: Language | null): Promise<Account>;
  /**
   * Creates an account without a password. Its owner chooses one with the token, at the page `/reset-password` and
   * until then; null where the engine writes to them by itself. Of several for one address at once, one is made.
   * @throws conflict (the address has an account, confirmed or not), invalid_request
   */
  createAccount(
    account: AddedAccount,
    until: Date,
  ): Promise<{ account: Account; passwordToken: string | null }>;
  /** The admin who has been there longest; null while there is none. */
  findFirstAdmin(): Promise<Account | null>;
  /** @throws not_found */
  getAccount(userId: string): Promise<Account>;
  /**
   * Accounts whose name or e-mail address contains `text` in any case, newest first, positions
   * `[id]`. @throws invalid_cursor
   */
  listAccounts(
    filter: { text: string },
    page: PageRequest<Position>,
  ): Promise<Page<ListedAccount, Position>>;
  /** @throws not_found */
  renameAccount(userId: string, name: string): Promise<Account>;
  /**
   * Tokens that were given out keep the role they were given for until they end. Of two last admins
   * who are to be listeners at once, one stays. @throws not_found, conflict for the last admin
   */
  setRole(userId: string, role: Role): Promise<void>;
  /**
   * Signs somebody out on all devices, and lets none of them leave out a second step any more.
   * Repeating it is no error. @throws not_found
   */
  endSessions(userId: string): Promise<void>;
  /** @throws not_found */
  setLanguage(userId: string, language: Language): Promise<Account>;
  /** @throws not_found */
  readSignIn(userId: string): Promise<SignInFacts>;
  /**
   * Makes sure that its owner asks: by the password or, for an account without one, by its e-mail
   * address soon after a sign-in. @throws invalid_credentials, sign_in_again, not_found
   */
  confirmOwner(userId: string, confirmation: string, signedInAt: Date | null): Promise<void>;
  /** @throws conflict for the last admin */
  checkDeletable(userId: string): Promise<void>;
  /** Deletes an account with its sessions, credentials and tokens. @throws conflict for the last admin */
  deleteAccount(userId: string): Promise<void>;
}

/** What a module keeps for people: it goes with their account, and they can take it along. */
export interface OwnedData {
  /** Name of its file in an export, such as `uploads.json`. */
  fileName: string;
  /** Removes everything of this person. Repeating it is no error. */
  removeAll(caller: Caller): Promise<void>;
  /** Everything of this person, as JSON. */
  exportAll(caller: Caller): Promise<unknown>;
}

/**
 * Makes what is kept for others, or for the instance, say no longer who somebody was. Repeating it is
 * no error.
 */
export type ForgetPerson = (person: Person) => Promise<void>;

/** API tokens by the SHA-256 of their secret. They end with their account. */
export interface ApiTokenStore {
  createToken(userId: string, token: ApiToken, secretHash: Buffer): Promise<void>;
  /** Newest first. */
  listTokensOfUser(userId: string): Promise<ApiToken[]>;
  /** @throws not_found when this user has no such token */
  deleteToken(userId: string, tokenId: string): Promise<void>;
  /** Who holds the secret, unless it expired by `now`, which is kept as the last use. */
  useToken(
    secretHash: Buffer,
    now: Date,
  ): Promise<{ userId: string; role: Role; scope: TokenScope } | null>;
}

/** What is kept of a password; `hash` is what it is found by as an API key. */
export interface AppPasswordSecret {
  sealed: Buffer;
  hash: Buffer;
}

/** Passwords of music apps. They end with their account. */
export interface AppPasswordStore {
  createAppPassword(
    userId: string,
    password: AppPassword,
    secret: AppPasswordSecret,
  ): Promise<void>;
  /** Creates a password, or puts it in the place of the one that this user has by this id. */
  putAppPassword(userId: string, password: AppPassword, secret: AppPasswordSecret): Promise<void>;
  /** @throws not_found when this user has no such password, as after it was ended */
  replaceSecret(userId: string, id: string, secret: AppPasswordSecret): Promise<void>;
  /** Newest first. */
  listAppPasswordsOf(userId: string): Promise<AppPassword[]>;
  /** @throws not_found when this user has no such password */
  deleteAppPassword(userId: string, id: string): Promise<void>;
  /** The account with this e-mail address in lower case, if it has any; used last come first. */
  findByEmail(
    email: string,
  ): Promise<{ account: Account; passwords: { id: string; sealed: Buffer }[] } | null>;
  findByHash(hash: Buffer): Promise<{ id: string; account: Account } | null>;
  /** Kept to the minute, so that busy apps do not write at every request. */
  noteUse(id: string, now: Date): Promise<void>;
}

/** Invitations by the SHA-256 of their token. */
export interface InvitationStore {
  createInvitation(invitation: Invitation, tokenHash: Buffer): Promise<void>;
  /** Newest first. */
  listInvitations(limit: number): Promise<Invitation[]>;
  /** @throws not_found */
  deleteInvitation(invitationId: string): Promise<void>;
  /** Those for this address in lower case, used or not; none is no error. */
  deleteInvitationsFor(email: string): Promise<void>;
  /** Uses up an invitation for this address, once; false when there is none that works. */
  useInvitation(tokenHash: Buffer, email: string): Promise<boolean>;
}

/** Checks access tokens with public keys alone. */
export interface TokenVerifier {
  /** @throws unauthenticated when the token is malformed, expired, or not signed by us */
  verify(token: string): Promise<Caller>;
}

import type { NewAccount } from '@madrigal/contract';
import type { Account, Caller } from './model.ts';

/** Accounts as the rest of the product needs them; sign-in itself belongs to the engine. */
export interface AccountDirectory {
  hasAccounts(): Promise<boolean>;
  /**
   * Creates the first account as admin, exactly once even when raced.
   * @throws setup_already_done, invalid_request (password or e-mail refused)
   */
  createFirstAccount(account: NewAccount): Promise<Account>;
  /** The admin who has been there longest; null while there is none. */
  findFirstAdmin(): Promise<Account | null>;
  /** @throws not_found */
  getAccount(userId: string): Promise<Account>;
}

/** Checks access tokens with public keys alone. */
export interface TokenVerifier {
  /** @throws unauthenticated when the token is malformed, expired, or not signed by us */
  verify(token: string): Promise<Caller>;
}

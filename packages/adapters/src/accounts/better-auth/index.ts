export {
  type BetterAuthAccounts,
  createBetterAuthAccounts,
  servedPaths,
} from './accounts.ts';
export { createApiTokenStore } from './api-token-store.ts';
export { createAppPasswordStore } from './app-password-store.ts';
export { createAccountDirectory } from './directory.ts';
export { createInvitationStore } from './invitation-store.ts';
export type { AccountsSettings } from './options.ts';
export { createJwksTokenVerifier } from './token-verifier.ts';

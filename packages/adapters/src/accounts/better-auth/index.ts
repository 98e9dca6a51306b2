export { type BetterAuthAccounts, createBetterAuthAccounts } from './accounts.ts';
export type { AccountsSettings } from './options.ts';
export { createJwksTokenVerifier } from './token-verifier.ts';

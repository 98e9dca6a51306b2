export {
  type BetterAuthAccounts,
  createBetterAuthAccounts,
  servedPaths,
} from './accounts.ts';
export { createAccountDirectory } from './directory.ts';
export type { AccountsSettings } from './options.ts';
export { createPostgresRecords } from './postgres-records.ts';
export type { AccountRecords } from './records.ts';
export { createJwksTokenVerifier } from './token-verifier.ts';

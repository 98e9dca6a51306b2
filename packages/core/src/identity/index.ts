export { checkAccess } from './access.ts';
export type { Account, Caller } from './model.ts';
export type { AccountDirectory, TokenVerifier } from './ports.ts';

export { checkAccess, checkScope } from './access.ts';
export {
  type ApiTokens,
  type ApiTokensDeps,
  createApiTokens,
  createTokenChain,
} from './api-tokens.ts';
export { createInvitations, type Invitations, invitationHash } from './invitations.ts';
export type { Account, ApiToken, Caller, Invitation } from './model.ts';
export { createOwnAccount, type ExportedFile, type OwnAccount } from './own-account.ts';
export type {
  AccountDirectory,
  ApiTokenStore,
  InvitationStore,
  OwnedData,
  TokenVerifier,
} from './ports.ts';

export { checkAccess, checkScope } from './access.ts';
export {
  type ApiTokens,
  type ApiTokensDeps,
  createApiTokens,
  createTokenChain,
} from './api-tokens.ts';
export {
  type AppCredentials,
  type AppPasswords,
  type AppPasswordsDeps,
  type AppUser,
  createAppPasswords,
} from './app-passwords.ts';
export { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts';
export { chosenPasswordLength } from './chosen-passwords.ts';
export { createInvitations, type Invitations, invitationHash } from './invitations.ts';
export type {
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
export { createOwnAccount, type ExportedFile, type OwnAccount } from './own-account.ts';
export { createPeople, type People } from './people.ts';
export type {
  AccountDirectory,
  ApiTokenStore,
  AppPasswordStore,
  ForgetPerson,
  InvitationStore,
  OwnedData,
  TokenVerifier,
} from './ports.ts';
export { checkSignedInRecently } from './recent-sign-in.ts';
export { createSealer, type Sealer } from './seal.ts';

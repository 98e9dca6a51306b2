import {
  createApiTokenStore,
  createAppPasswordStore,
  createBetterAuthAccounts,
  createInvitationStore,
  createJwksTokenVerifier,
} from '@madrigal/adapters/accounts/better-auth';
import { createSealer, createTokenChain } from '@madrigal/core/identity';
import type { PostOffice } from '@madrigal/core/notifications';
import { type Logger, systemClock } from '@madrigal/core/shared';
import type { Config, Secrets } from '../config/index.ts';

type Pool = Parameters<typeof createBetterAuthAccounts>[0]['pool'];

/** `iss` and `aud` of access tokens. They name the product, since an instance has many addresses. */
const TOKEN_NAMES = { issuer: 'madrigal', audience: 'madrigal-api' };

/** Sign-in, and the check of its tokens by public keys alone. */
export function createAccounts(
  config: Config,
  secrets: Secrets,
  deps: { pool: Pool; logger: Logger; postOffice: Pick<PostOffice, 'post'> },
) {
  const accounts = createBetterAuthAccounts({
    secret: secrets.auth,
    publicUrl: config.http.publicUrl,
    registration: config.accounts.registration,
    emailVerificationRequired: config.accounts.emailVerificationRequired,
    ...deps,
    ...TOKEN_NAMES,
  });
  const apiTokens = createApiTokenStore(deps.pool);
  const sessions = createJwksTokenVerifier({ jwks: accounts.jwks, ...TOKEN_NAMES });
  return {
    ...accounts,
    apiTokens,
    appPasswords: createAppPasswordStore(deps.pool),
    sealer: createSealer(secrets.sealing),
    invitations: createInvitationStore(deps.pool),
    tokens: createTokenChain(sessions, { tokens: apiTokens, clock: systemClock }),
  };
}

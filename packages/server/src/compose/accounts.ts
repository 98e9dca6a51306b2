import {
  type AccountRecords,
  createAccountDirectory,
  createBetterAuthAccounts,
  createJwksTokenVerifier,
  createPostgresRecords,
} from '@madrigal/adapters/accounts/better-auth';
import {
  createCognitoDirectory,
  createCognitoTokenVerifier,
} from '@madrigal/adapters/accounts/cognito';
import {
  type AccountDirectory,
  type ApiTokenStore,
  type AppPasswordStore,
  createSealer,
  createTokenChain,
  type Sealer,
  type TokenVerifier,
} from '@madrigal/core/identity';
import type { PostOffice, TextOffice } from '@madrigal/core/notifications';
import { type Logger, MadrigalError, systemClock } from '@madrigal/core/shared';
import type { Config, Secrets } from '../config/index.ts';

type Accounts = ReturnType<typeof createBetterAuthAccounts>;
type Pool = Parameters<typeof createPostgresRecords>[0];

/** `iss` and `aud` of access tokens. They name the product, since an instance has many addresses. */
const TOKEN_NAMES = { issuer: 'madrigal', audience: 'madrigal-api' };

type UserPoolConfig = NonNullable<Config['accounts']['userPool']>;
type AccountSecrets = Pick<Secrets, 'auth' | 'sealing'>;

interface Deps {
  pool: Pool;
  records: AccountRecords;
  logger: Logger;
  postOffice: Pick<PostOffice, 'post'>;
  textOffice: TextOffice | null;
}

/** Where accounts are kept, until `stack` ends. A process that migrates prepares it. */
export async function openAccountRecords(
  { accounts: { database } }: Config,
  pool: Pool,
  stack: AsyncDisposableStack,
  migrates: boolean,
): Promise<AccountRecords> {
  if (database.kind === 'postgres') return createPostgresRecords(pool);
  const { openMongoRecords } = await import('@madrigal/adapters/accounts/better-auth/mongodb');
  const { records, prepare, close } = openMongoRecords(database);
  stack.defer(close);
  if (migrates) await prepare();
  return records;
}

/** Sign-in where this process has it, and everywhere the check of its tokens by public keys alone. */
export function createAccounts(config: Config, secrets: AccountSecrets, deps: Deps) {
  const { userPool } = config.accounts;
  const { sessions, ...accounts } = userPool
    ? createPoolMember(userPool, deps)
    : createOwnAccounts(config, secrets, deps);
  const { apiTokens, appPasswords, invitations } = deps.records;
  const stores = { apiTokens, appPasswords };
  return {
    ...accounts,
    ...(userPool ? afterMirroring(accounts.directory, stores) : stores),
    sealer: secrets.sealing ? createSealer(secrets.sealing) : noSealer,
    invitations,
    tokens: createTokenChain(sessions, { tokens: apiTokens, clock: systemClock }),
  };
}

interface BelongingStores {
  apiTokens: ApiTokenStore;
  appPasswords: AppPasswordStore;
}

/** What belongs to an account elsewhere belongs to its mirror here, which may not be there yet. */
function afterMirroring(
  { getAccount }: Pick<AccountDirectory, 'getAccount'>,
  { apiTokens, appPasswords }: BelongingStores,
): BelongingStores {
  return {
    apiTokens: {
      ...apiTokens,
      createToken: async (userId, token, secretHash) => {
        await getAccount(userId);
        await apiTokens.createToken(userId, token, secretHash);
      },
    },
    appPasswords: {
      ...appPasswords,
      createAppPassword: async (userId, password, secret) => {
        await getAccount(userId);
        await appPasswords.createAppPassword(userId, password, secret);
      },
      putAppPassword: async (userId, password, secret) => {
        await getAccount(userId);
        await appPasswords.putAppPassword(userId, password, secret);
      },
    },
  };
}

type Served = Pick<Accounts, 'directory' | 'handle'> & { sessions: TokenVerifier };

/** Accounts of ours. */
function createOwnAccounts(config: Config, secrets: AccountSecrets, deps: Deps): Served {
  const owner = config.services.includes('user') ? createOwner(config, secrets, deps) : null;
  const sessions = createJwksTokenVerifier({ jwks: keysOf(config, owner), ...TOKEN_NAMES });
  return { ...(owner ?? createGuest(deps)), sessions };
}

/** Accounts in a user pool of Cognito, where pages sign in by themselves. */
function createPoolMember(userPool: UserPoolConfig, { pool }: Deps): Served {
  const { endpoint, region, userPoolId, clientId } = userPool;
  const issuer = `${endpoint ?? `https://cognito-idp.${region}.amazonaws.com`}/${userPoolId}`;
  return {
    directory: createCognitoDirectory({
      region,
      userPoolId,
      clientId,
      pool,
      ...(endpoint && { endpoint }),
    }),
    handle: () =>
      Promise.reject(new MadrigalError('not_found', 'People sign in at the user pool.')),
    sessions: createCognitoTokenVerifier({ issuer, clientId }),
  };
}

function createOwner(config: Config, { auth }: Pick<Secrets, 'auth'>, deps: Deps): Accounts {
  if (!auth) throw new MadrigalError('unavailable', 'AUTH_SECRET is missing.');
  return createBetterAuthAccounts({
    secret: auth,
    publicUrl: config.http.publicUrl,
    registration: config.accounts.registration,
    providers: config.accounts.providers,
    emailVerificationRequired: config.accounts.emailVerificationRequired,
    ...deps,
    ...TOKEN_NAMES,
  });
}

/** Nobody signs in here; who has an account can still be looked up. */
function createGuest(deps: Deps): Pick<Accounts, 'directory' | 'handle'> {
  return {
    directory: createAccountDirectory(deps.records),
    handle: () => Promise.reject(elsewhere()),
  };
}

function keysOf(
  { accounts: { keys } }: Config,
  owner: Accounts | null,
): Parameters<typeof createJwksTokenVerifier>[0]['jwks'] {
  if (owner) return owner.jwks;
  if (keys.kind === 'url') return new URL(keys.url);
  if (keys.kind === 'set') return async () => JSON.parse(keys.json);
  return () => Promise.reject(elsewhere());
}

/** Passwords of apps belong to services that have the secret. */
const noSealer: Sealer = {
  seal: () => {
    throw elsewhere();
  },
  open: () => {
    throw elsewhere();
  },
};

function elsewhere(): MadrigalError {
  return new MadrigalError('not_found', 'Accounts belong to the service "user", not to this one.');
}

import type { PostOffice, TextOffice } from '@madrigal/core/notifications';
import { type Logger, newId } from '@madrigal/core/shared';
import type { BetterAuthOptions } from 'better-auth';
import { jwt } from 'better-auth/plugins/jwt';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { newDeviceMails } from './devices.ts';
import { languages } from './languages.ts';
import { createAccountMails } from './mails.ts';
import { passkeys } from './passkeys/index.ts';
import { phoneNumbers } from './phone/index.ts';
import { connections } from './providers/connections.ts';
import { type OidcProviderSettings, signInProviders } from './providers/index.ts';
import type { AccountRecords } from './records.ts';
import { checkNewAccount, gateSignUp, type Registration } from './sign-up-gate.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * 3600;
/** `NewAccount` of the contract says the same; Better Auth checks changed passwords with these. */
const passwordLength = { minPasswordLength: 10, maxPasswordLength: 128 } as const;

export interface AccountsSettings {
  /** Where accounts are kept. Owned by the caller. */
  records: AccountRecords;
  /** Signs cookies and encrypts the token keys at rest; at least 32 characters. */
  secret: string;
  /** Origin people use, such as `https://music.example`; null accepts whatever host they came by. */
  publicUrl: string | null;
  registration: Registration;
  /** True where an account cannot be used before its e-mail address was confirmed. */
  emailVerificationRequired: boolean;
  /** Other sign-in pages that people may use; they need a public URL to come back to. */
  providers: readonly OidcProviderSettings[];
  postOffice: Pick<PostOffice, 'post'>;
  /** Sends codes to phones; null where nobody signs in by phone. */
  textOffice: TextOffice | null;
  /** `iss` and `aud` of access tokens. */
  issuer: string;
  audience: string;
  logger: Logger;
}

/** Everything Better Auth is told. Nothing is left to its environment variables. */
export function authOptions(settings: AccountsSettings) {
  const mails = createAccountMails(settings);
  return {
    appName: 'Madrigal',
    // Never read from the request, so a forged Host header cannot choose it. A name that no
    // browser can be at stands in where people may come by any host.
    baseURL: settings.publicUrl ?? 'http://madrigal.invalid',
    basePath: '/api/auth',
    secret: settings.secret,
    database: settings.records.database,
    telemetry: { enabled: false },
    trustedOrigins: (request) => trustedOrigins(settings.publicUrl, request),
    ...tables,
    account: {
      ...tables.account,
      updateAccountOnSignIn: false,
      // An owner who is signed in may connect an account with another address.
      accountLinking: { enabled: true, trustedProviders: [], allowDifferentEmails: true },
    },
    emailAndPassword: {
      enabled: true,
      ...passwordLength,
      // Without a session in the answer, it is the same whether or not the account was new.
      autoSignIn: false,
      requireEmailVerification: settings.emailVerificationRequired,
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      sendResetPassword: ({ user, token }, request) => mails.resetPassword(user, token, request),
      onExistingUserSignUp: ({ user }, request) => mails.accountExists(user, request),
      // Who reads the mail has the address, and whoever was signed in may be the reason.
      onPasswordReset: ({ user }) => settings.records.confirmAddress(user.id),
      revokeSessionsOnPasswordReset: true,
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: HOUR_SECONDS,
      sendVerificationEmail: ({ user, token }, request) => mails.verifyEmail(user, token, request),
    },
    // Links of mails work once; whoever reads the database cannot use them at all.
    verification: { ...tables.verification, storeIdentifier: 'hashed' },
    // However old a session is: what needs more asks who it is (`confirm-owner.ts`).
    session: {
      ...tables.session,
      freshAge: 0,
      expiresIn: 30 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    rateLimit: { ...tables.rateLimit, ...rateLimit },
    advanced: {
      useSecureCookies: settings.publicUrl?.startsWith('https:') ?? false,
      cookiePrefix: 'madrigal',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    hooks: { before: gateSignUp(settings) },
    databaseHooks: { user: { create: { before: withEveryField } } },
    plugins: [
      languages(),
      tokens(settings),
      secondStep(),
      passkeys(settings),
      ...(settings.textOffice
        ? [phoneNumbers({ ...settings, textOffice: settings.textOffice })]
        : []),
      signInProviders({
        providers: settings.providers,
        checkNewAccount: (email, invitation) => checkNewAccount(settings, email, invitation),
      }),
      connections(settings),
      newDeviceMails({ records: settings.records, mails }),
    ],
    // Failures of ours are thrown to the caller; refusals stay answers.
    // Whoever comes back from another sign-in page with nothing we know begins anew.
    onAPIError: { throw: true, errorURL: '/sign-in' },
    logger: { level: 'warn', log: (level, message) => log(settings.logger, level, message) },
  } satisfies BetterAuthOptions;
}

/**
 * MongoDB keeps no field without a value, and a new account that is answered without one is told from
 * an existing one by that.
 */
const withEveryField = async <T extends { image?: string | null | undefined }>(user: T) => ({
  data: { ...user, image: user.image ?? null },
});

/** Header in which the HTTP layer hands over the address of the client; clients cannot send it. */
const CLIENT_IP_HEADER = 'x-madrigal-client-ip';

function trustedOrigins(publicUrl: string | null, request: Request | undefined): string[] {
  return publicUrl || !request ? [] : [new URL(request.url).origin];
}

/** Kept in the database, so that replicas count together. Windows in seconds. */
const rateLimit = {
  enabled: true,
  storage: 'database',
  window: 60,
  max: 300,
  customRules: {
    '/sign-in/email': { window: 60, max: 20 },
    '/sign-in/passkey': { window: 60, max: 20 },
    '/sign-in/social': { window: 60, max: 60 },
    '/sign-in/phone-number': { window: 60, max: 20 },
    '/connections/remove': { window: 60, max: 20 },
    '/passkeys/begin': { window: 60, max: 10 },
    '/phone/*': { window: 60, max: 20 },
    '/sign-up/email': { window: 60, max: 20 },
    '/change-password': { window: 60, max: 10 },
    '/request-password-reset': { window: 60, max: 10 },
    '/reset-password': { window: 60, max: 20 },
    '/send-verification-email': { window: 60, max: 10 },
    '/two-factor/*': { window: 60, max: 20 },
    '/verify-email': { window: 60, max: 30 },
    // Asked often by every open page, and cheaper to answer than to count.
    '/get-session': false,
    '/token': false,
    '/jwks': false,
  },
} as const satisfies BetterAuthOptions['rateLimit'];

const tables = {
  user: {
    modelName: 'auth_users',
    fields: snakeCase('emailVerified', 'createdAt', 'updatedAt'),
    additionalFields: {
      role: { type: 'string', required: true, defaultValue: 'listener', input: false },
      // Not in answers: that of a sign-up would tell a new account from one that was there.
      language: { type: 'string', required: false, input: false, returned: false },
    },
  },
  session: {
    modelName: 'auth_sessions',
    fields: snakeCase('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
  },
  account: {
    modelName: 'auth_credentials',
    fields: snakeCase(
      'accountId',
      'providerId',
      'userId',
      'accessToken',
      'refreshToken',
      'idToken',
      'accessTokenExpiresAt',
      'refreshTokenExpiresAt',
      'createdAt',
      'updatedAt',
    ),
  },
  verification: {
    modelName: 'auth_verifications',
    fields: snakeCase('expiresAt', 'createdAt', 'updatedAt'),
  },
  rateLimit: { modelName: 'auth_rate_limits', fields: snakeCase('lastRequest') },
} as const satisfies BetterAuthOptions;

/** Short-lived access tokens: EdDSA over Ed25519 (RFC 8037), verified with the JWKS alone. */
function tokens({ issuer, audience }: AccountsSettings) {
  return jwt({
    jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
    jwt: {
      issuer,
      audience,
      expirationTime: '5m',
      // When they signed in, as OpenID Connect names it: what matters may ask for a recent one.
      definePayload: ({ user, session }) => ({
        role: user.role,
        auth_time: Math.floor(session.createdAt.getTime() / 1000),
      }),
    },
    disableSettingJwtHeader: true,
    schema: {
      jwks: {
        modelName: 'auth_token_keys',
        fields: snakeCase('publicKey', 'privateKey', 'createdAt', 'expiresAt'),
      },
    },
  });
}

/** A code of an authenticator app (TOTP, RFC 6238) after the password, or a recovery code. */
function secondStep() {
  return twoFactor({
    issuer: 'Madrigal',
    twoFactorTable: 'auth_two_factors',
    backupCodeOptions: { storeBackupCodes: 'encrypted' },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        fields: snakeCase('backupCodes', 'userId', 'failedVerificationCount', 'lockedUntil'),
      },
    },
  });
}

function snakeCase<Name extends string>(...names: Name[]): Record<Name, string> {
  return Object.fromEntries(
    names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
  ) as Record<Name, string>;
}

/** Arguments after the message are left out: they may hold e-mail addresses or SQL parameters. */
function log(logger: Logger, level: string, message: string): void {
  if (level === 'error') logger.error({ engine: 'better-auth' }, message);
  else logger.warn({ engine: 'better-auth' }, message);
}

import { credentials, ofSession, status, user } from './openapi-auth-parts.ts';

const password = { type: 'object', required: ['password'], properties: credentials } as const;
const code = {
  type: 'object',
  required: ['code'],
  properties: {
    code: { type: 'string' },
    trustDevice: { type: 'boolean', description: 'Ask for no code here for 30 days.' },
  },
} as const;
const backupCodes = {
  type: 'object',
  properties: { backupCodes: { type: 'array', items: { type: 'string' } } },
} as const;
const signedIn = { type: 'object', properties: { user } } as const;

export const twoFactorPaths = {
  '/api/auth/two-factor/enable': ofSession(
    'enableTwoFactor',
    'Prepare two-step sign-in; it is on once a code was verified',
    {
      request: password,
      answer: {
        type: 'object',
        properties: {
          totpURI: { type: 'string', description: 'For an authenticator app (TOTP, RFC 6238).' },
          ...backupCodes.properties,
        },
      },
    },
  ),
  '/api/auth/two-factor/disable': ofSession('disableTwoFactor', 'End two-step sign-in', {
    request: password,
    answer: status,
  }),
  '/api/auth/two-factor/verify-totp': ofSession(
    'verifyTotp',
    'Give the code of an authenticator app, as the second step of a sign-in or to turn it on',
    { request: code, answer: signedIn },
  ),
  '/api/auth/two-factor/verify-backup-code': ofSession(
    'verifyBackupCode',
    'Give a recovery code as the second step of a sign-in; each works once',
    { request: code, answer: signedIn },
  ),
  '/api/auth/two-factor/generate-backup-codes': ofSession(
    'generateBackupCodes',
    'Replace all recovery codes',
    { request: password, answer: backupCodes },
  ),
} as const;

/**
 * What clients need of `/api/auth`, by hand: these endpoints belong to Better Auth and are not in
 * the contract. Their failures are problems like all others.
 */

const NAME = 'Sign-in';
const cookie = [{ session: [] }];

const credentials = {
  email: { type: 'string', format: 'email' },
  password: { type: 'string', minLength: 10, maxLength: 128 },
} as const;

const status = { type: 'object', properties: { status: { type: 'boolean' } } } as const;

const user = {
  type: 'object',
  required: ['id', 'name', 'email', 'role'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    role: { $ref: '#/components/schemas/Role' },
  },
} as const;

function json(schema: object) {
  return { content: { 'application/json': { schema } } };
}

function body(schema: object) {
  return { required: true, ...json(schema) };
}

function answers(description: string, schema: object, codes: readonly string[]) {
  const problem = { $ref: '#/components/responses/AuthProblem' };
  return {
    '200': { description, ...json(schema) },
    ...Object.fromEntries(codes.map((status) => [status, problem])),
  };
}

export const authComponents = {
  securitySchemes: {
    accessToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A token of `GET /api/auth/token`, valid for five minutes.',
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'madrigal.session_token',
      description: 'Set by signing in; `__Secure-madrigal.session_token` where the URL is https.',
    },
  },
  responses: {
    AuthProblem: {
      description: 'Refused',
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  },
} as const;

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

function twoFactor(operationId: string, summary: string, request: object, answer: object) {
  return {
    post: {
      operationId,
      tags: [NAME],
      summary,
      security: cookie,
      requestBody: body(request),
      responses: answers('Done', answer, ['400', '401', '403', '429']),
    },
  };
}

const twoFactorPaths = {
  '/api/auth/two-factor/enable': twoFactor(
    'enableTwoFactor',
    'Prepare two-step sign-in; it is on once a code was verified',
    password,
    {
      type: 'object',
      properties: {
        totpURI: { type: 'string', description: 'For an authenticator app (TOTP, RFC 6238).' },
        ...backupCodes.properties,
      },
    },
  ),
  '/api/auth/two-factor/disable': twoFactor(
    'disableTwoFactor',
    'End two-step sign-in',
    password,
    status,
  ),
  '/api/auth/two-factor/verify-totp': twoFactor(
    'verifyTotp',
    'Give the code of an authenticator app, as the second step of a sign-in or to turn it on',
    code,
    signedIn,
  ),
  '/api/auth/two-factor/verify-backup-code': twoFactor(
    'verifyBackupCode',
    'Give a recovery code as the second step of a sign-in; each works once',
    code,
    signedIn,
  ),
  '/api/auth/two-factor/generate-backup-codes': twoFactor(
    'generateBackupCodes',
    'Replace all recovery codes',
    password,
    backupCodes,
  ),
} as const;

export const authPaths = {
  '/api/auth/sign-up/email': {
    post: {
      operationId: 'signUp',
      tags: [NAME],
      summary: 'Create an account',
      description:
        'The answer is the same whether or not the account existed, and opens no session: sign in next. ' +
        '`setup_required` before the first account, `registration_closed` where nobody may sign up, ' +
        '`invitation_required` and `invalid_token` where the field `invitation` must hold a token.',
      requestBody: body({ $ref: '#/components/schemas/NewAccount' }),
      responses: answers(
        'Created, or it existed',
        {
          type: 'object',
          required: ['token', 'user'],
          properties: { token: { type: 'null' }, user },
        },
        ['400', '403', '409', '429'],
      ),
    },
  },
  '/api/auth/sign-in/email': {
    post: {
      operationId: 'signIn',
      tags: [NAME],
      summary: 'Open a session, kept in a cookie',
      description:
        'Answers `{"twoFactorRedirect": true}` and no session where a second step is asked for. ' +
        '`email_not_verified` where the instance wants the address confirmed first; the mail is sent again.',
      requestBody: body({
        type: 'object',
        required: ['email', 'password'],
        properties: {
          ...credentials,
          rememberMe: {
            type: 'boolean',
            default: true,
            description: 'False ends the session with the browser.',
          },
        },
      }),
      responses: answers(
        'Signed in',
        { type: 'object', required: ['user'], properties: { user } },
        ['400', '401', '403', '429'],
      ),
    },
  },
  '/api/auth/request-password-reset': {
    post: {
      operationId: 'requestPasswordReset',
      tags: [NAME],
      summary: 'Have a link for a new password sent',
      description: 'The answer is the same whether or not there is such an account.',
      requestBody: body({
        type: 'object',
        required: ['email'],
        properties: { email: credentials.email },
      }),
      responses: answers('Sent, if there is such an account', status, ['400', '403', '429']),
    },
  },
  '/api/auth/reset-password': {
    post: {
      operationId: 'resetPassword',
      tags: [NAME],
      summary: 'Set a new password with the token of a mail',
      description:
        'The token works once and for an hour (`invalid_token` after that). All sessions end.',
      requestBody: body({
        type: 'object',
        required: ['token', 'newPassword'],
        properties: { token: { type: 'string' }, newPassword: credentials.password },
      }),
      responses: answers('Set', status, ['400', '403', '429']),
    },
  },
  '/api/auth/send-verification-email': {
    post: {
      operationId: 'sendVerificationEmail',
      tags: [NAME],
      summary: 'Have a link that confirms an e-mail address sent',
      requestBody: body({
        type: 'object',
        required: ['email'],
        properties: { email: credentials.email },
      }),
      responses: answers('Sent, if there is such an unconfirmed account', status, [
        '400',
        '403',
        '429',
      ]),
    },
  },
  '/api/auth/verify-email': {
    get: {
      operationId: 'verifyEmail',
      tags: [NAME],
      summary: 'Confirm an e-mail address with the token of a mail',
      parameters: [{ name: 'token', in: 'query', required: true, schema: { type: 'string' } }],
      responses: answers('Confirmed', status, ['400', '429']),
    },
  },
  ...twoFactorPaths,
  '/api/auth/sign-out': {
    post: {
      operationId: 'signOut',
      tags: [NAME],
      summary: 'End the session',
      security: cookie,
      requestBody: body({ type: 'object' }),
      responses: answers(
        'Signed out',
        { type: 'object', properties: { success: { type: 'boolean' } } },
        ['403'],
      ),
    },
  },
  '/api/auth/token': {
    get: {
      operationId: 'getToken',
      tags: [NAME],
      summary: 'A short-lived access token of the session',
      security: cookie,
      responses: answers(
        'The token',
        { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
        ['401'],
      ),
    },
  },
  '/api/auth/jwks': {
    get: {
      operationId: 'getKeys',
      tags: [NAME],
      summary: 'Public keys that access tokens are verified with (RFC 7517)',
      responses: answers(
        'The key set',
        {
          type: 'object',
          required: ['keys'],
          properties: { keys: { type: 'array', items: { type: 'object' } } },
        },
        [],
      ),
    },
  },
} as const;

import { answers, body, cookie, credentials, NAME, status, user } from './openapi-auth-parts.ts';
import { twoFactorPaths } from './openapi-auth-second-step.ts';
import { wayPaths } from './openapi-auth-ways.ts';

/**
 * What clients need of `/api/auth`, by hand: these endpoints belong to Better Auth and are not in
 * the contract. Their failures are problems like all others.
 */

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
  ...wayPaths,
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

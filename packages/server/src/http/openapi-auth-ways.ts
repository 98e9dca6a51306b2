import {
  answers,
  askedInSession,
  body,
  credentials,
  NAME,
  ofSession,
  user,
} from './openapi-auth-parts.ts';

const id = { type: 'string' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const confirmation = {
  type: 'string',
  maxLength: 254,
  description:
    'The password; for an account without one, its e-mail address, within ten minutes of the sign-in: after them `sign_in_again`.',
} as const;
const phoneNumber = { type: 'string', description: 'In the form of E.164: +4930123456.' } as const;
const code = { type: 'string', description: 'Six digits, as they came to the phone.' } as const;
const passkey = {
  type: 'object',
  required: ['id', 'name', 'host', 'createdAt', 'lastUsedAt'],
  properties: {
    id,
    name: { type: 'string' },
    host: { type: 'string', description: 'Where it works: browsers offer it nowhere else.' },
    createdAt: time,
    lastUsedAt: { type: ['string', 'null'], format: 'date-time' },
  },
} as const;
const ceremony = {
  type: 'object',
  description: 'Options of WebAuthn Level 3, as JSON for the browser.',
} as const;
const page = {
  type: 'string',
  pattern: '^/',
  description: 'A page of the web app, as a path.',
} as const;

function object<Properties extends object>(
  properties: Properties,
  required: readonly (keyof Properties & string)[] = Object.keys(properties) as never,
) {
  return { type: 'object', required: [...required], properties } as const;
}

function opens(operationId: string, summary: string, request: object, description?: string) {
  return {
    post: {
      operationId,
      tags: [NAME],
      summary,
      ...(description && { description }),
      requestBody: body(request),
      responses: answers('Signed in, or a second step is asked for', object({ user }, []), [
        '400',
        '401',
        '403',
        '429',
      ]),
    },
  };
}

function leaves(operationId: string, summary: string, description: string) {
  const request = object(
    {
      provider: { type: 'string', description: 'One of `signIn.providers` of the instance.' },
      callbackURL: page,
      errorCallbackURL: { ...page, description: 'Where people come back to if it did not work.' },
      disableRedirect: { const: true },
      additionalData: object({ invitation: { type: 'string' } }),
    },
    ['provider', 'callbackURL', 'errorCallbackURL', 'disableRedirect'],
  );
  return {
    post: {
      operationId,
      tags: [NAME],
      summary,
      description,
      requestBody: body(request),
      responses: answers('Where to send the browser', object({ url: id }), [
        '400',
        '401',
        '403',
        '404',
        '429',
      ]),
    },
  };
}

const passkeyPaths = {
  '/api/auth/passkeys': askedInSession('listPasskeys', 'Passkeys of the account', {
    type: 'array',
    items: passkey,
  }),
  '/api/auth/passkeys/begin': ofSession('beginPasskey', 'Begin to add a passkey', {
    request: object({ confirmation }),
    answer: ceremony,
  }),
  '/api/auth/passkeys/add': ofSession('addPasskey', 'Add the passkey that the browser made', {
    request: object({ response: ceremony, name: { type: 'string' } }, ['response']),
    answer: passkey,
    codes: ['400', '401', '403', '409', '429'],
  }),
  '/api/auth/passkeys/rename': ofSession('renamePasskey', 'Rename a passkey', {
    request: object({ id, name: { type: 'string' } }),
    answer: passkey,
    codes: ['400', '401', '403', '404', '429'],
  }),
  '/api/auth/passkeys/remove': ofSession('removePasskey', 'Remove a passkey', {
    request: object({ id }),
    codes: ['400', '401', '403', '404', '429'],
  }),
  '/api/auth/passkeys/challenge': {
    get: {
      operationId: 'challengePasskey',
      tags: [NAME],
      summary: 'Begin to sign in with a passkey',
      responses: answers('What the browser is asked to sign', ceremony, ['429']),
    },
  },
  '/api/auth/sign-in/passkey': opens(
    'signInWithPasskey',
    'Sign in with a passkey; no second step is asked for',
    object({ response: ceremony }),
    'A challenge answers once and for some minutes: `invalid_token` after that.',
  ),
} as const;

const phonePaths = {
  '/api/auth/phone': askedInSession(
    'getPhone',
    'The phone number of the account',
    object({ phoneNumber: { type: ['string', 'null'] } }),
  ),
  '/api/auth/phone/begin': ofSession('beginPhone', 'Have a code sent to a number to be added', {
    request: object({ phoneNumber, confirmation }),
  }),
  '/api/auth/phone/confirm': ofSession('confirmPhone', 'Add the number with its code', {
    request: object({ phoneNumber, code }),
    answer: object({ phoneNumber }),
    description: 'Numbers change hands: it is taken from an account that had it before.',
  }),
  '/api/auth/phone/remove': ofSession('removePhone', 'Take the number off the account', {}),
  '/api/auth/phone/send-code': {
    post: {
      operationId: 'sendPhoneCode',
      tags: [NAME],
      summary: 'Have a code to sign in with sent to a phone',
      description:
        'The answer is the same whether or not an account has the number. `too_many_requests` after five codes in half an hour.',
      requestBody: body(object({ phoneNumber })),
      responses: answers('Sent, if an account has the number', object({}), ['400', '403', '429']),
    },
  },
  '/api/auth/sign-in/phone-number': opens(
    'signInWithPhone',
    'Sign in with the code of a phone',
    object({ phoneNumber, code }),
    'Answers `{"twoFactorRedirect": true}` and no session where a second step is asked for.',
  ),
} as const;

const providerPaths = {
  '/api/auth/sign-in/social': leaves(
    'signInAtProvider',
    "Begin to sign in at somebody else's page, by OpenID Connect",
    'The browser comes back by `/api/auth/callback/{provider}` and then to `callbackURL`, or to `errorCallbackURL` with `?error=`.',
  ),
  '/api/auth/link-social': leaves(
    'connectProvider',
    'Begin to connect an account elsewhere with the one that is signed in',
    'As `signInAtProvider`, in a session, within ten minutes of its sign-in: after them `sign_in_again`.',
  ),
  '/api/auth/callback/{provider}': {
    get: {
      operationId: 'returnFromProvider',
      tags: [NAME],
      summary: "Come back from somebody else's sign-in page",
      description: 'For browsers alone: providers send people here.',
      parameters: [
        { name: 'provider', in: 'path', required: true, schema: id },
        { name: 'code', in: 'query', schema: id },
        { name: 'state', in: 'query', schema: id },
      ],
      responses: { '302': { description: 'On to a page of the web app' } },
    },
  },
  '/api/auth/list-accounts': askedInSession(
    'listSignInWays',
    'Ways to sign in: a password (`credential`) and accounts elsewhere',
    { type: 'array', items: object({ id, providerId: id, createdAt: time }) },
  ),
  '/api/auth/connections/remove': ofSession('removeConnection', 'End a connection', {
    request: object({ id }),
    codes: ['400', '401', '403', '404', '409', '429'],
    description: '`conflict` for the last way to sign in.',
  }),
} as const;

const session = object({ token: id, createdAt: time, ipAddress: id, userAgent: id }, ['token']);

const sessionPaths = {
  '/api/auth/get-session': askedInSession('getSession', 'The session and whose it is', {
    oneOf: [object({ session, user }), { type: 'null' }],
  }),
  '/api/auth/list-sessions': askedInSession('listSessions', 'Devices that are signed in', {
    type: 'array',
    items: session,
  }),
  '/api/auth/revoke-session': ofSession('revokeSession', 'Sign one device out', {
    request: object({ token: id }),
  }),
  '/api/auth/revoke-sessions': ofSession('revokeSessions', 'Sign all devices out', {}),
  '/api/auth/revoke-other-sessions': ofSession(
    'revokeOtherSessions',
    'Sign all devices out but this one',
    {},
  ),
  '/api/auth/change-password': ofSession('changePassword', 'Change the password', {
    request: object(
      {
        currentPassword: id,
        newPassword: credentials.password,
        revokeOtherSessions: { type: 'boolean' },
      },
      ['currentPassword', 'newPassword'],
    ),
    answer: object({ user }),
  }),
} as const;

/** Ways to sign in besides a password, and what people do with their own account. */
export const wayPaths = {
  ...passkeyPaths,
  ...phonePaths,
  ...providerPaths,
  ...sessionPaths,
} as const;

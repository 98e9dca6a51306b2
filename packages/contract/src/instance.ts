import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Language } from './language.ts';

/** Other sign-in pages that people may use. */
const signInProviders = z.array(z.object({ id: z.string(), name: z.string() }));

/** What a client must know before anyone signs in. */
export const InstanceInfo = z
  .object({
    name: z.string(),
    version: z.string(),
    /** True until the first account (an admin) exists. */
    setupRequired: z.boolean(),
    registration: z.enum(['open', 'invite', 'closed']),
    /** `outbox` where mails stay on the server, for admins to read; else by what they are sent. */
    mail: z.enum(['outbox', 'smtp', 'ses']),
    /** `outbox` where texts stay on the server, for admins to read; `off` where nobody can confirm a phone number. */
    sms: z.enum(['outbox', 'sns', 'off']),
    signIn: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('better-auth'),
        basePath: z.string(),
        providers: signInProviders,
      }),
      /** Pages sign in at a user pool of Amazon Cognito, by SRP; its access tokens are taken here. */
      z.object({
        kind: z.literal('cognito'),
        region: z.string(),
        userPoolId: z.string(),
        clientId: z.string(),
        /** Where its own pages are, for sign-in at other providers; null where it has none. */
        hostedDomain: z.string().nullable(),
        /** Server that stands in for Cognito; null for Amazon's. */
        endpoint: z.string().nullable(),
        providers: signInProviders,
      }),
    ]),
    /** `stream` where events are told as they happen; `poll` where pages must ask for themselves. */
    events: z.enum(['stream', 'poll']),
    upload: z.object({ maxSizeBytes: z.int() }),
  })
  .meta({ id: 'InstanceInfo' });
export type InstanceInfo = z.infer<typeof InstanceInfo>;

/** Name, e-mail and password of a new account; the rules are the same for everyone. */
export const NewAccount = z
  .object({
    name: z.string().trim().min(1).max(100),
    email: z.email().max(254),
    password: z.string().min(10).max(128),
  })
  .meta({ id: 'NewAccount' });
export type NewAccount = z.infer<typeof NewAccount>;

export const Role = z.enum(['listener', 'admin']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    /** What they are written to in; null where they never said. */
    language: Language.nullable(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const getInstance = defineEndpoint({
  operationId: 'getInstance',
  method: 'GET',
  path: '/api/v1/instance',
  tag: 'Instance',
  summary: 'What this instance offers',
  access: 'anonymous',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: InstanceInfo,
  errors: [],
});

export const setUpInstance = defineEndpoint({
  operationId: 'setUpInstance',
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'Instance',
  summary: 'Create the first account',
  description:
    'Works once: the account becomes an admin. Sign in with it at `/api/auth/sign-in/email` afterwards.',
  access: 'anonymous',
  params: z.object({}),
  query: z.object({}),
  body: NewAccount,
  status: 201,
  response: Me,
  errors: ['setup_already_done'],
});

export const getMe = defineEndpoint({
  operationId: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  tag: 'Account',
  summary: 'The account that is signed in',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Me,
  errors: [],
});

import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  resendSignUpCode,
  resetPassword,
  type SignInOutput,
  signIn,
  signInWithRedirect,
  signOut,
  signUp,
  updatePassword,
} from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { Amplify, type ResourcesConfig } from '@aws-amplify/core';
import { ApiError } from '../../../../api/problem.ts';
import type { AccessToken } from '../../../../api/token-source.ts';
import type { Credentials, Entry, NewPerson, Reset } from '../port.ts';
import { translated } from './faults.ts';
import { ownPhone } from './phone.ts';
import type { PoolEngine, PoolInfo } from './types.ts';

const DONE: Entry = { kind: 'signed-in' };

/**
 * Accounts in a user pool, by Amplify: SRP, so that the password never leaves the browser, and refresh
 * tokens, which Amplify keeps in the browser's storage.
 * @param origin where the app is, without a path: other sign-in pages come back to `/sign-in` there
 */
export function openUserPool(info: PoolInfo, origin: string): PoolEngine {
  const Auth = configOf(info, `${origin}/sign-in`);
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
  return {
    phone: ownPhone,
    tokens: (fresh) => translated(() => tokenOf(fresh)),
    signIn: (credentials) => translated(() => enter(credentials)),
    signUp: (person) => translated(() => register(person)),
    askForReset: (email) => translated(() => askForReset(email)),
    changePassword: (oldPassword, newPassword) =>
      translated(() => updatePassword({ oldPassword, newPassword })),
    hasPassword: () =>
      translated(async () => {
        const { tokens } = await fetchAuthSession();
        return !tokens?.idToken?.payload.identities;
      }),
    leaveFor: ({ provider }) =>
      translated(() => signInWithRedirect({ provider: { custom: provider } })),
    signOut: () => translated(() => signOut()),
    forget: () => translated(() => signOut()),
  };
}

function configOf(
  { userPoolId, clientId, endpoint, hostedDomain }: PoolInfo,
  page: string,
): NonNullable<ResourcesConfig['Auth']> {
  const oauth = {
    domain: hostedDomain ?? '',
    scopes: ['openid', 'email', 'profile'],
    redirectSignIn: [page],
    redirectSignOut: [page],
    responseType: 'code' as const,
  };
  return {
    Cognito: {
      userPoolId,
      userPoolClientId: clientId,
      ...(endpoint && { userPoolEndpoint: endpoint }),
      loginWith: { email: true, ...(hostedDomain && { oauth }) },
    },
  };
}

/** Null where nobody is signed in. Amplify renews what has expired, and by `fresh` what has not. */
async function tokenOf(fresh: boolean): Promise<AccessToken | null> {
  const { tokens } = await fetchAuthSession({ forceRefresh: fresh });
  if (!tokens) return null;
  const { iat = 0, exp = 0 } = tokens.accessToken.payload;
  // Of a token from the storage nobody knows how old it is but by this machine's clock.
  const from = fresh ? iat : Date.now() / 1000;
  return { value: tokens.accessToken.toString(), lifetimeMs: (exp - from) * 1000 };
}

async function enter(
  { email, password }: Credentials,
  username = email.toLowerCase(),
): Promise<Entry> {
  const input = { username, password, options: { authFlowType: 'USER_SRP_AUTH' as const } };
  const begin = () => signIn(input);
  return stepOf(await begin().catch((error: unknown) => withoutSession(error, begin)));
}

/** A session that the server no longer takes is in the way of a new one. */
async function withoutSession<T>(error: unknown, again: () => Promise<T>): Promise<T> {
  if (!(error instanceof Error) || error.name !== 'UserAlreadyAuthenticatedException') throw error;
  await signOut();
  return again();
}

function stepOf({ nextStep }: SignInOutput): Entry | Promise<Entry> {
  const answer = (challengeResponse: string) =>
    translated(async () => stepOf(await confirmSignIn({ challengeResponse })));
  switch (nextStep.signInStep) {
    case 'DONE':
      return DONE;
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return { kind: 'second-step', give: (code) => answer(code.replace(/\s/g, '')) };
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
      return answer(nextStep.allowedMFATypes?.includes('TOTP') ? 'TOTP' : 'SMS');
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return { kind: 'new-password', set: answer };
    case 'CONFIRM_SIGN_UP':
      throw new ApiError('email_not_verified', '');
    case 'RESET_PASSWORD':
      throw new ApiError('password_required', '');
    default:
      throw new ApiError('unavailable', '');
  }
}

/**
 * Accounts have made-up names, which the pool wants where people sign in by their address. Whoever
 * leaves before the code is given signs up again: only a confirmed address belongs to one account.
 */
async function register({ name, email, password }: NewPerson): Promise<Entry> {
  const username = crypto.randomUUID();
  const userAttributes = { email: email.toLowerCase(), name };
  const { nextStep } = await signUp({ username, password, options: { userAttributes } });
  const go = () => enter({ email, password }, username);
  if (nextStep.signUpStep === 'DONE') return go();
  return {
    kind: 'email-code',
    give: (code) =>
      translated(async () => {
        await confirmSignUp({ username, confirmationCode: code.replace(/\s/g, '') });
        return go();
      }),
    sendAgain: () =>
      translated(async () => {
        await resendSignUpCode({ username });
      }),
  };
}

async function askForReset(email: string): Promise<Reset> {
  const username = email.toLowerCase();
  await resetPassword({ username });
  return {
    kind: 'code',
    set: (code, newPassword) =>
      translated(() =>
        confirmResetPassword({ username, confirmationCode: code.replace(/\s/g, ''), newPassword }),
      ),
  };
}

import { errorOf } from '../../api/problem.ts';
import { send } from '../../api/send.ts';
import { forgetToken } from '../../api/token.ts';

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Signs in, or answers that a code is asked for next.
 * @throws ApiError `invalid_credentials` when e-mail or password are wrong
 */
export async function signIn(credentials: Credentials): Promise<'signed-in' | 'second-step'> {
  const answer = await callAuth<{ twoFactorRedirect?: boolean }>('/sign-in/email', credentials);
  return answer.twoFactorRedirect ? 'second-step' : 'signed-in';
}

/** Ends a sign-in with the code of an authenticator app, or with a recovery code. */
export async function giveCode(code: string): Promise<void> {
  const digits = code.replace(/\s/g, '');
  const isTotp = /^\d{6}$/.test(digits);
  await callAuth(isTotp ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', {
    code: isTotp ? digits : code.trim(),
  });
}

/**
 * Creates an account and signs it in. The server does not say whether the address had an account
 * already: then the password does not fit.
 * @throws ApiError `invalid_credentials`, `invitation_required`, `invalid_token` (invitation)
 */
export async function signUp(
  account: Credentials & { name: string; invitation?: string },
): Promise<void> {
  await callAuth('/sign-up/email', account);
  await signIn({ email: account.email, password: account.password });
}

export async function signOut(): Promise<void> {
  await callAuth('/sign-out', {});
  forgetToken();
}

/** Calls the engine of the accounts; with a body it is a POST. */
export async function callAuth<T = unknown>(path: string, body?: object): Promise<T> {
  const response = await send(`/api/auth${path}`, {
    ...(body
      ? {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
      : {}),
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as T;
}

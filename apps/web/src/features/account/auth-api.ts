import { errorOf } from '../../api/problem.ts';
import { send } from '../../api/send.ts';
import { forgetToken } from '../../api/token.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** @throws ApiError `invalid_credentials` when e-mail or password are wrong */
export function signIn(credentials: Credentials): Promise<void> {
  return post('/api/auth/sign-in/email', credentials);
}

/**
 * Creates an account and signs it in. The server does not say whether the address had an account
 * already: then the password does not fit.
 * @throws ApiError `invalid_credentials`
 */
export async function signUp(account: Credentials & { name: string }): Promise<void> {
  await post('/api/auth/sign-up/email', account);
  await signIn({ email: account.email, password: account.password });
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
  forgetToken();
}

async function post(path: string, body: object): Promise<void> {
  const response = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await errorOf(response);
}

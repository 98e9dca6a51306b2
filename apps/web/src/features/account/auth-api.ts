import { ApiError, errorOf } from '../../api/problem.ts';
import { send } from '../../api/send.ts';
import { forgetToken } from '../../api/token.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** @throws ApiError `unauthenticated` when e-mail or password are wrong */
export function signIn(credentials: Credentials): Promise<void> {
  return post('/api/auth/sign-in/email', credentials);
}

/** Creates an account and signs it in. @throws ApiError `conflict` when it is refused */
export function signUp(account: Credentials & { name: string }): Promise<void> {
  return post('/api/auth/sign-up/email', account);
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
  // The accounts engine answers 422 for an address that has an account.
  if (response.status === 422) throw new ApiError('conflict', '', undefined, 422);
  if (!response.ok) throw await errorOf(response);
}

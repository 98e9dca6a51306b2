import { errorOf } from '../../api/problem.ts';
import { send } from '../../api/send.ts';

/** Calls the accounts that the server keeps itself; with a body it is a POST. */
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

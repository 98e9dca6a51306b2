import { queryOptions, useQuery } from '@tanstack/react-query';
import { callAuth } from './auth-api.ts';
import { engine } from './engine/index.ts';

/** Ways to sign in that the server has for the account: a password, accounts elsewhere. */
export const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: () => callAuth<{ id: string; providerId: string }[]>('/list-accounts'),
});

const hasPasswordQuery = queryOptions({
  queryKey: [...waysQuery.queryKey, 'password'],
  queryFn: () => engine().hasPassword(),
});

/**
 * False for whoever signs in elsewhere alone; undefined while nobody knows. What cannot be read is
 * taken for a password, as most accounts have one.
 */
export function useHasPassword(): boolean | undefined {
  const { data, isError } = useQuery(hasPasswordQuery);
  return isError || data;
}

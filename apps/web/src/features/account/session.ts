import { endpoints, type Me } from '@madrigal/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { isCode } from '../../api/problem.ts';
import { rememberedOffline } from '../../api/remembered.ts';
import { request } from '../../api/request.ts';
import { chooseEngine } from './engine/index.ts';

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: async ({ signal }) => {
    const instance = await rememberedOffline('instance', () =>
      request(endpoints.getInstance, {}, signal),
    );
    chooseEngine(instance.signIn);
    return instance;
  },
  networkMode: 'always',
  staleTime: Number.POSITIVE_INFINITY,
});

async function readMe(signal: AbortSignal): Promise<Me | null> {
  try {
    return await request(endpoints.getMe, {}, signal);
  } catch (error) {
    if (isCode(error, 'unauthenticated')) return null;
    throw error;
  }
}

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => rememberedOffline('me', () => readMe(signal)),
  networkMode: 'always',
  staleTime: Number.POSITIVE_INFINITY,
});

export function useIsAdmin(): boolean {
  return useQuery(meQuery).data?.role === 'admin';
}

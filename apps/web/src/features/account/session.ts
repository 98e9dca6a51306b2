import { endpoints, type Me } from '@madrigal/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: ({ signal }) => request(endpoints.getInstance, {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await request(endpoints.getMe, {}, signal);
    } catch (error) {
      if (isCode(error, 'unauthenticated')) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export function useIsAdmin(): boolean {
  return useQuery(meQuery).data?.role === 'admin';
}

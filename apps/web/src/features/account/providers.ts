import { useQuery } from '@tanstack/react-query';
import { instanceQuery } from './session.ts';

export interface SignInProvider {
  id: string;
  name: string;
}

/** Other sign-in pages that people may use here. */
export function useProviders(): readonly SignInProvider[] {
  return useQuery(instanceQuery).data?.signIn.providers ?? [];
}

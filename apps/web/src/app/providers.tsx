import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { isCode } from '../api/problem.ts';
import { onSignedOut } from '../api/token.ts';
import { meQuery } from '../features/account/session.ts';

const client = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
    },
  },
});

function isWorthRetrying(error: Error): boolean {
  return isCode(error, 'network') || isCode(error, 'unavailable') || isCode(error, 'internal');
}

/** The pages behind the sign-in are left as soon as nobody is signed in. */
function leaveWhenSignedOut(error: Error): void {
  const somebody = client.getQueryData(meQuery.queryKey);
  if (somebody && isCode(error, 'unauthenticated')) client.setQueryData(meQuery.queryKey, null);
}

export function Providers({ children }: { children: ReactNode }) {
  useEffect(
    () =>
      onSignedOut(() => {
        if (client.getQueryData(meQuery.queryKey)) client.setQueryData(meQuery.queryKey, null);
      }),
    [],
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

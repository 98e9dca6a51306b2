import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router';
import { describeError } from '../api/problem.ts';
import { engine } from '../features/account/engine/index.ts';
import { instanceQuery, meQuery } from '../features/account/session.ts';
import { t } from '../messages/index.ts';
import { Failure } from '../ui/failure.tsx';
import { Splash } from './splash.tsx';

/** Until the first account exists there is only the set-up page. */
export function InstanceGate() {
  const query = useQuery(instanceQuery);
  const { pathname } = useLocation();
  if (query.isPending) return <Splash />;
  if (query.isError) {
    return (
      <main className="grid h-full place-items-center px-6">
        <Failure
          title={t('connection.gone')}
          text={describeError(query.error)}
          retryLabel={t('app.retry')}
          onRetry={() => void query.refetch()}
        />
      </main>
    );
  }
  const setup = pathname === '/setup';
  if (query.data.setupRequired !== setup) return <Navigate to={setup ? '/' : '/setup'} replace />;
  return <Outlet />;
}

/** Pages for people who are signed in; others sign in first and come back. */
export function SignedInGate() {
  const query = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (query.isPending) return <Splash />;
  if (query.isError) throw query.error;
  if (!query.data) {
    const here = pathname + search;
    const next = here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return <Outlet />;
}

/** Pages for people who are not signed in. */
export function SignedOutGate() {
  const query = useQuery(meQuery);
  const [params] = useSearchParams();
  if (query.isPending) return <Splash />;
  if (query.data) return <Navigate to={safePath(params.get('next'))} replace />;
  return <Outlet />;
}

/** Pages of links and codes that only a server sends which keeps accounts itself. */
export function OwnAccountsGate() {
  return engine().offers.emailLinks ? <Outlet /> : <Navigate to="/sign-in" replace />;
}

/** Only paths of this app: an address from outside must not lead away after signing in. */
function safePath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

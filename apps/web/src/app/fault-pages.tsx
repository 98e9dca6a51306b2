import { Compass, TriangleAlert } from 'lucide-react';
import { Link, useRouteError } from 'react-router';
import { ApiError, describeError } from '../api/problem.ts';
import { t } from '../messages/index.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFoundPage() {
  return (
    <EmptyState
      icon={<Compass aria-hidden />}
      heading="h1"
      title={t('notFound.title')}
      text={t('notFound.text')}
      className="px-5 pt-32"
    >
      <Button asChild variant="primary">
        <Link to="/songs">{t('notFound.home')}</Link>
      </Button>
    </EmptyState>
  );
}

/** What remains of a page that ran into a fault; the rest of the app goes on. */
export function FaultPage() {
  const error = useRouteError();
  const api = error instanceof ApiError ? error : null;
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert aria-hidden />}
        heading="h1"
        title={t('error.title')}
        text={api ? describeError(api) : t('error.text')}
        className="px-5 pt-32"
      >
        <Button variant="primary" onClick={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
        {api?.requestId ? (
          <p className="w-full text-ink-faint text-xs">
            {t('error.reference', { requestId: api.requestId })}
          </p>
        ) : null}
      </EmptyState>
    </div>
  );
}

import { CloudAlert } from 'lucide-react';
import { describeError } from '../api/problem.ts';
import { t } from '../messages/index.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

interface FailureProps {
  title: string;
  text: string;
  retryLabel: string;
  onRetry: () => void;
}

/** Something could not be loaded, and how to try again. */
export function Failure({ title, text, retryLabel, onRetry }: FailureProps) {
  return (
    <div role="alert">
      <EmptyState icon={<CloudAlert aria-hidden />} title={title} text={text}>
        <Button variant="primary" onClick={onRetry}>
          {retryLabel}
        </Button>
      </EmptyState>
    </div>
  );
}

interface FailedQueryProps {
  title: string;
  query: { error: Error | null; refetch: () => unknown };
}

/** A query that failed, in words, and how to ask again. */
export function FailedQuery({ title, query }: FailedQueryProps) {
  return (
    <Failure
      title={title}
      text={describeError(query.error)}
      retryLabel={t('app.retry')}
      onRetry={() => void query.refetch()}
    />
  );
}

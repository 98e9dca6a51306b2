import { CloudAlert } from 'lucide-react';
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

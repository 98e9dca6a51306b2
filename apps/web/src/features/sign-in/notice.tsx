import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../ui/cn.ts';

/** What came of an attempt, in words, above or below its form. */
export function Notice({ kind, children }: { kind: 'fault' | 'done'; children: ReactNode }) {
  const Icon = kind === 'fault' ? CircleAlert : CircleCheck;
  return (
    <p
      role={kind === 'fault' ? 'alert' : 'status'}
      className={cn(
        'flex items-start gap-2.5 rounded-xl px-4 py-3 text-sm',
        kind === 'fault' ? 'bg-danger-wash text-danger' : 'bg-accent-wash text-accent-ink',
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}

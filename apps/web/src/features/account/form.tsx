import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

interface FormProps {
  submitLabel: string;
  variant?: 'primary' | 'secondary' | 'danger';
  busy: boolean;
  onSubmit: (values: Record<string, string>) => void;
  children: ReactNode;
}

/** Fields with a button below them; values by the names of the fields. Emptied by its owner's key. */
export function Form({ submitLabel, variant = 'secondary', busy, onSubmit, children }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)];
    onSubmit(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
  };
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4 [&>div]:w-full">
      {children}
      <Button type="submit" variant={variant} busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}

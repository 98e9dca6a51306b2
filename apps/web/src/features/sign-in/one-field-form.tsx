import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Notice } from './notice.tsx';

interface OneFieldFormProps {
  field: Omit<ComponentProps<typeof TextField>, 'name'>;
  submitLabel: string;
  error: string | null;
  busy: boolean;
  onSubmit: (value: string) => void;
  children?: ReactNode;
}

/** A form that asks for one thing. */
export function OneFieldForm(props: OneFieldFormProps) {
  const { field, submitLabel, error, busy, onSubmit, children } = props;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('value') ?? '');
    if (value.trim()) onSubmit(value);
  };
  return (
    <form onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {error ? <Notice kind="fault">{error}</Notice> : null}
      <TextField {...field} name="value" required />
      {children}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-2 w-full">
        {submitLabel}
      </Button>
    </form>
  );
}

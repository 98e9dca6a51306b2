import { Plus } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';

interface PickListProps<T> {
  items: readonly T[];
  show: (item: T) => { key: string; cover: ReactNode; title: string; text: string };
  disabled?: boolean;
  onPick: (item: T) => void;
  /** Below the last one, such as a button that fetches more. */
  children?: ReactNode;
}

/** Collections to put something into, one below the other. */
export function PickList<T>({ items, show, disabled, onPick, children }: PickListProps<T>) {
  return (
    <>
      <ul className="-mx-2 mt-5">
        {items.map((item) => {
          const { key, cover, title, text } = show(item);
          return (
            <li key={key}>
              <button
                type="button"
                disabled={disabled}
                onClick={() => onPick(item)}
                className="flex w-full items-center gap-3.5 rounded-xl p-2 text-left hover:bg-hover"
              >
                {cover}
                <span className="min-w-0">
                  <span className="block truncate font-medium text-[15px]">{title}</span>
                  <span className="block text-[13px] text-ink-soft">{text}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {children}
    </>
  );
}

interface NewOneProps {
  label: string;
  submitLabel: string;
  maxLength: number;
  busy: boolean;
  onCreate: (name: string) => void;
}

/** Makes another collection if none fits. */
export function NewOne({ label, submitLabel, maxLength, busy, onCreate }: NewOneProps) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onCreate(name.trim());
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2.5">
      <TextField
        label={label}
        value={name}
        maxLength={maxLength}
        onChange={(event) => setName(event.target.value)}
        className="grow"
      />
      <Button type="submit" variant="primary" className="h-12" busy={busy} disabled={!name.trim()}>
        <Plus aria-hidden />
        {submitLabel}
      </Button>
    </form>
  );
}

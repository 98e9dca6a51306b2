import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { cn } from './cn.ts';

interface TextFieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string | undefined;
  /** What is wrong with the value, in words. */
  fault?: string | undefined;
  /** Names of the switch that shows a password. */
  reveal?: { show: string; hide: string };
}

export function TextField(props: TextFieldProps) {
  const { label, hint, fault, reveal, className, type, ...rest } = props;
  const id = useId();
  const [shown, setShown] = useState(false);
  const note = fault ?? hint;
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-[13px] text-ink-soft">
        {label}
      </label>
      <div className="relative">
        <input
          {...rest}
          id={id}
          type={reveal && shown ? 'text' : type}
          aria-invalid={fault ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          className={cn(
            'h-12 w-full rounded-xl border bg-surface px-4 text-[15px] text-ink outline-offset-0 transition-colors',
            'placeholder:text-ink-faint hover:border-ink-soft',
            fault ? 'border-danger' : 'border-line-strong/70',
            reveal && 'pr-12',
          )}
        />
        {reveal ? (
          <button
            type="button"
            aria-label={shown ? reveal.hide : reveal.show}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-1 my-auto grid size-10 place-items-center rounded-full text-ink-faint hover:text-ink"
          >
            {shown ? <EyeOff className="size-[18px]" /> : <Eye className="size-[18px]" />}
          </button>
        ) : null}
      </div>
      {note ? (
        <p
          id={`${id}-note`}
          className={cn(
            'flex items-center gap-1.5 text-[13px]',
            fault ? 'text-danger' : 'text-ink-faint',
          )}
        >
          {fault ? <CircleAlert aria-hidden className="size-3.5 shrink-0" /> : null}
          {note}
        </p>
      ) : null}
    </div>
  );
}

import { type ComponentProps, useId } from 'react';
import { cn } from './cn.ts';

interface TextAreaProps extends ComponentProps<'textarea'> {
  label: string;
  hint?: string | undefined;
  /** What is wrong with the value, in words. */
  fault?: string | undefined;
}

/** A text of several lines, with its label above. */
export function TextArea({ label, hint, fault, ...rest }: TextAreaProps) {
  const id = useId();
  const note = fault ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px] text-ink-soft">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={cn(
          'w-full resize-y rounded-xl border bg-surface px-4 py-3 text-[15px] leading-relaxed outline-offset-0 transition-colors placeholder:text-ink-faint hover:border-ink-soft',
          fault ? 'border-danger' : 'border-line-strong/70',
        )}
      />
      {note ? (
        <p
          id={`${id}-note`}
          className={cn('text-[13px]', fault ? 'text-danger' : 'text-ink-faint')}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}

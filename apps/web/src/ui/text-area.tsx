import { type ComponentProps, useId } from 'react';

interface TextAreaProps extends ComponentProps<'textarea'> {
  label: string;
}

/** A text of several lines, with its label above. */
export function TextArea({ label, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px] text-ink-soft">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className="w-full resize-y rounded-xl border border-line-strong/70 bg-surface px-4 py-3 text-[15px] leading-relaxed outline-offset-0 transition-colors placeholder:text-ink-faint hover:border-ink-soft"
      />
    </div>
  );
}

import { type FormEvent, useState } from 'react';
import { t } from '../messages/index.ts';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { TextArea } from './text-area.tsx';

/** A text that is saved with its form, once it is another one. */
export function useDraft(kept: string, onSave: (text: string) => void) {
  const [text, setText] = useState(kept);
  const changed = text.trim() !== kept;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) onSave(text.trim());
  };
  const onChange = (event: { target: { value: string } }) => setText(event.target.value);
  return { changed, onSubmit, field: { value: text, onChange } };
}

interface DraftAreaProps {
  label: string;
  kept: string;
  maxLength: number;
  placeholder?: string;
  className?: string;
  onSave: (text: string) => void;
}

/** Two lines of text and more, with a button that comes once there is something to save. */
export function DraftArea({ kept, onSave, className, ...area }: DraftAreaProps) {
  const { changed, onSubmit, field } = useDraft(kept, onSave);
  return (
    <form
      onSubmit={onSubmit}
      className={cn('flex flex-col items-end gap-2 [&>div]:w-full', className)}
    >
      <TextArea {...area} {...field} rows={2} />
      {changed ? (
        <Button type="submit" variant="primary" size="sm">
          {t('app.save')}
        </Button>
      ) : null}
    </form>
  );
}

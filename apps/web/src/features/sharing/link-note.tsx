import type { Share } from '@madrigal/contract';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';

interface LinkNoteProps {
  share: Share;
  onSave: (description: string) => void;
}

/** What the owner of a link says to those who follow it. */
export function LinkNote({ share, onSave }: LinkNoteProps) {
  const [text, setText] = useState(share.description);
  const changed = text.trim() !== share.description;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) onSave(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col items-end gap-2 [&>div]:w-full">
      <TextArea
        label={t('share.note')}
        placeholder={t('share.note.example')}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {changed ? (
        <Button type="submit" variant="primary" size="sm">
          {t('app.save')}
        </Button>
      ) : null}
    </form>
  );
}

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tagsQuery } from './queries.ts';

interface TagDialogProps {
  open: boolean;
  onClose: () => void;
  onAdd: (tag: string) => void;
}

const longest = 100;

/** Asks for a tag, and offers those in use. */
export function TagDialog({ open, onClose, onAdd }: TagDialogProps) {
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('photos.tag.title')}
      text={t('photos.tag.text')}
    >
      <TagForm
        onAdd={(tag) => {
          onAdd(tag);
          onClose();
        }}
        onCancel={onClose}
      />
    </Confirm>
  );
}

function TagForm({ onAdd, onCancel }: { onAdd: (tag: string) => void; onCancel: () => void }) {
  const [tag, setTag] = useState('');
  const listId = useId();
  const tags = useQuery(tagsQuery).data?.items ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tag.trim()) onAdd(tag.trim());
  };
  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-6">
      <TextField
        label={t('photos.tag.name')}
        value={tag}
        maxLength={longest}
        list={listId}
        autoComplete="off"
        autoFocus
        onChange={(event) => setTag(event.target.value)}
      />
      <datalist id={listId}>
        {tags.map((each) => (
          <option key={each.tag} value={each.tag} />
        ))}
      </datalist>
      <div className="flex justify-end gap-3">
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={!tag.trim()}>
          {t('photos.tag.add')}
        </Button>
      </div>
    </form>
  );
}

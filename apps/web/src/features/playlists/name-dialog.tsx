import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface NameDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  submitLabel: string;
  initial?: { name: string; description: string };
  busy: boolean;
  onSubmit: (values: { name: string; description: string }) => void;
}

/** Name and description of a playlist. */
export function NameDialog({ open, onClose, title, ...form }: NameDialogProps) {
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={t('app.close')} titled>
      <Form {...form} />
    </Sheet>
  );
}

type FormProps = Omit<NameDialogProps, 'open' | 'onClose' | 'title'>;

function Form({ submitLabel, initial, busy, onSubmit }: FormProps) {
  const [name, setName] = useState(initial?.name ?? '');
  const [description, setDescription] = useState(initial?.description ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSubmit({ name, description });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 px-7 pt-3 pb-9">
      <TextField
        label={t('playlists.name')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('playlists.description')}
        value={description}
        maxLength={2000}
        onChange={(event) => setDescription(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={busy} disabled={!name.trim()}>
        {submitLabel}
      </Button>
    </form>
  );
}

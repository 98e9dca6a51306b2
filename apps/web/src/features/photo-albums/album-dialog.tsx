import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface Values {
  title: string;
  description: string;
}

interface AlbumDialogProps {
  open: boolean;
  onClose: () => void;
  heading: string;
  submitLabel: string;
  initial?: Values;
  busy: boolean;
  onSubmit: (values: Values) => void;
}

/** Title and description of a photo album. */
export function AlbumDialog({ open, onClose, heading, ...form }: AlbumDialogProps) {
  return (
    <Sheet open={open} onClose={onClose} title={heading} closeLabel={t('app.close')} titled>
      <Form {...form} />
    </Sheet>
  );
}

type FormProps = Omit<AlbumDialogProps, 'open' | 'onClose' | 'heading'>;

function Form({ submitLabel, initial, busy, onSubmit }: FormProps) {
  const [title, setTitle] = useState(initial?.title ?? '');
  const [description, setDescription] = useState(initial?.description ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) onSubmit({ title: title.trim(), description: description.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 overflow-y-auto px-7 pt-3 pb-9">
      <TextField
        label={t('photoAlbums.title')}
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={t('photoAlbums.description')}
        value={description}
        maxLength={5000}
        rows={4}
        onChange={(event) => setDescription(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={busy} disabled={!title.trim()}>
        {submitLabel}
      </Button>
    </form>
  );
}

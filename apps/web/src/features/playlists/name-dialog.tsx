import type { SmartRules } from '@madrigal/contract';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SmartEditor } from './smart-editor.tsx';
import { completeRules } from './smart-fields.ts';

interface NameDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  submitLabel: string;
  initial?: { name: string; description: string };
  /** Rules of a smart playlist, to be edited too. */
  rules?: SmartRules | undefined;
  busy: boolean;
  onSubmit: (values: Values) => void;
}

interface Values {
  name: string;
  description: string;
  rules?: SmartRules;
}

/** Name and description of a playlist, and the rules of a smart one. */
export function NameDialog({ open, onClose, title, ...form }: NameDialogProps) {
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={t('app.close')} titled>
      <Form {...form} />
    </Sheet>
  );
}

type FormProps = Omit<NameDialogProps, 'open' | 'onClose' | 'title'>;

function Form({ submitLabel, initial, rules: given, busy, onSubmit }: FormProps) {
  const [rules, setRules] = useState(given);
  const [name, setName] = useState(initial?.name ?? '');
  const [description, setDescription] = useState(initial?.description ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    onSubmit({ name, description, ...(rules && { rules: completeRules(rules) }) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 overflow-y-auto px-7 pt-3 pb-9">
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
      {rules ? <SmartEditor rules={rules} onChange={setRules} /> : null}
      <Button type="submit" variant="primary" busy={busy} disabled={!name.trim()}>
        {submitLabel}
      </Button>
    </form>
  );
}

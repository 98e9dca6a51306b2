import { slideshowLimits } from '@madrigal/contract';
import { useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface RenameDialogProps {
  open: boolean;
  onClose: () => void;
  name: string;
  busy: boolean;
  onRename: (name: string) => void;
}

export function RenameDialog({ open, onClose, name, busy, onRename }: RenameDialogProps) {
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('slideshow.rename')}
      closeLabel={t('app.close')}
      titled
    >
      <RenameForm name={name} busy={busy} onRename={onRename} />
    </Sheet>
  );
}

function RenameForm({
  name,
  busy,
  onRename,
}: Pick<RenameDialogProps, 'name' | 'busy' | 'onRename'>) {
  const [text, setText] = useState(name);
  return (
    <form
      className="flex flex-col gap-6 px-7 pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        onRename(text.trim());
      }}
    >
      <TextField
        label={t('slideshow.name')}
        value={text}
        maxLength={slideshowLimits.nameChars}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={busy} disabled={!text.trim()}>
        {t('slideshow.save')}
      </Button>
    </form>
  );
}

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';

interface NewAppPasswordProps {
  made: { name: string; username: string; password: string };
  onClose: () => void;
}

/** Everything an app asks for when it is set up. The password is seen here and never again. */
export function NewAppPassword({ made, onClose }: NewAppPasswordProps) {
  return (
    <Sheet open onClose={onClose} title={made.name} closeLabel={t('app.close')} titled>
      <div className="flex flex-col gap-5 overflow-y-auto px-7 pt-2 pb-9">
        <p className="text-ink-soft">{t('account.apps.enter')}</p>
        <Value label={t('account.apps.server')} value={window.location.origin} />
        <Value label={t('account.apps.username')} value={made.username} />
        <Value
          label={t('account.apps.password')}
          value={made.password}
          hint={t('account.apps.once')}
        />
        <Button variant="primary" onClick={onClose}>
          {t('account.apps.done')}
        </Button>
      </div>
    </Sheet>
  );
}

function Value({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Browsers refuse on plain HTTP: the field can still be copied by hand.
    }
  };
  return (
    <div className="flex items-start gap-2">
      <TextField
        className="min-w-0 grow"
        label={label}
        hint={hint}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        readOnly
      />
      <IconButton
        className="mt-[27px]"
        label={copied ? t('account.apps.copied', { label }) : t('account.apps.copy', { label })}
        onClick={copy}
      >
        {copied ? <Check /> : <Copy />}
      </IconButton>
    </div>
  );
}

import { endpoints, type Share } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { LinkEnd } from './link-end.tsx';
import { LinkNote } from './link-note.tsx';
import { addressOf } from './queries.ts';

interface Settings {
  expiresAt?: string | null;
  password?: string | null;
  allowGuestUpload?: boolean;
  description?: string;
}

export async function copyLink(share: Share): Promise<void> {
  try {
    await navigator.clipboard.writeText(addressOf(share));
    toast.success(t('share.copied'));
  } catch {
    // Browsers refuse on plain HTTP: the field with the link can still be copied by hand.
  }
}

/** One link with all that can be done with it. */
export function LinkCard({ share, takesUploads }: { share: Share; takesUploads: boolean }) {
  const client = useQueryClient();
  const options = {
    onError: (error: Error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['shares'] }),
  };
  const params = { shareId: share.id };
  const change = useMutation({
    mutationFn: (body: Settings) => request(endpoints.updateShare, { params, body }),
    ...options,
  });
  const revoke = useMutation({
    mutationFn: () => request(endpoints.revokeShare, { params }),
    onSuccess: () => toast(t('share.revoked')),
    ...options,
  });
  const ended = share.expiresAt !== null && Date.parse(share.expiresAt) <= Date.now();
  return (
    <section
      aria-label={t('share.link')}
      className="flex flex-col gap-4 rounded-2xl border border-line p-4"
    >
      <Address share={share} />
      <LinkNote share={share} onSave={(description) => change.mutate({ description })} />
      <LinkEnd share={share} onChange={(expiresAt) => change.mutate({ expiresAt })} />
      <PasswordSwitch share={share} onChange={(password) => change.mutate({ password })} />
      {takesUploads ? (
        <Switch
          label={t('share.guestUpload')}
          on={share.allowGuestUpload}
          onChange={(allowGuestUpload) => change.mutate({ allowGuestUpload })}
        />
      ) : null}
      <div className="flex items-center justify-between gap-4 text-[13px] text-ink-faint">
        <span>{ended ? t('share.ended') : t('share.visits', { count: share.visits })}</span>
        <Button variant="danger" size="sm" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          <Trash2 aria-hidden />
          {t('share.revoke')}
        </Button>
      </div>
    </section>
  );
}

function Address({ share }: { share: Share }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="sr-only">
        {t('share.link')}
      </label>
      <input
        id={id}
        readOnly
        value={addressOf(share)}
        onFocus={(event) => event.currentTarget.select()}
        className="h-10 min-w-0 grow truncate rounded-xl bg-hover px-3.5 text-sm"
      />
      <IconButton label={t('share.copy')} onClick={() => void copyLink(share)}>
        <Copy />
      </IconButton>
    </div>
  );
}

function PasswordSwitch({
  share,
  onChange,
}: {
  share: Share;
  onChange: (password: string | null) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(password);
    setPassword('');
    setAsking(false);
  };
  return (
    <>
      <Switch
        label={t('share.password.on')}
        on={share.hasPassword || asking}
        onChange={(on) => {
          setAsking(on);
          if (!on && share.hasPassword) onChange(null);
        }}
      />
      {asking && !share.hasPassword ? (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <TextField
            label={t('share.password')}
            hint={t('share.password.hint')}
            autoComplete="off"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button type="submit" variant="primary" size="sm" disabled={password.length < 4}>
            {t('share.password.set')}
          </Button>
        </form>
      ) : null}
    </>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../../api/problem.ts';
import { formatDate } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { Confirmation, useTellFault } from '../confirmation.tsx';
import { Form } from '../form.tsx';
import {
  addPasskey,
  isKnownHere,
  type Passkey,
  passkeysQuery,
  passkeysWork,
  wasGivenUp,
} from '../passkeys.ts';
import { Section } from '../section.tsx';

export function PasskeysSection() {
  const tellFault = useTellFault();
  const client = useQueryClient();
  const passkeys = useQuery(passkeysQuery).data ?? [];
  const add = useMutation({
    mutationFn: addPasskey,
    onSuccess: ({ name }) => {
      toast.success(t('account.passkeys.added', { name }));
      return client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    },
    onError: (error) => {
      if (isKnownHere(error)) toast.error(t('account.passkeys.known'));
      else if (!wasGivenUp(error)) tellFault(error);
    },
  });
  return (
    <Section title={t('account.passkeys')} text={t('account.passkeys.text')}>
      <ul className="divide-y divide-line empty:hidden">
        {passkeys.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {passkeysWork() ? (
        <Form
          key={add.submittedAt}
          submitLabel={t('account.passkeys.add')}
          busy={add.isPending}
          onSubmit={({ confirmation = '' }) => add.mutate(confirmation)}
        >
          <Confirmation />
        </Form>
      ) : (
        <p className="text-ink-soft text-sm">{t('account.passkeys.unsupported')}</p>
      )}
    </Section>
  );
}

function Row({ passkey }: { passkey: Passkey }) {
  const { name, host, createdAt, lastUsedAt } = passkey;
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  return (
    <li className="py-3">
      <div className="flex items-center gap-4">
        <KeyRound aria-hidden className="size-5 shrink-0 text-accent-ink" />
        <span className="min-w-0 grow">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-ink-faint text-sm">
            {lastUsedAt
              ? t('account.passkeys.used', { date: formatDate(lastUsedAt) })
              : t('account.passkeys.unused', { date: formatDate(createdAt) })}{' '}
            · {host}
          </span>
        </span>
        <IconButton
          label={t('account.passkeys.rename', { name })}
          size="sm"
          aria-expanded={open === 'rename'}
          onClick={() => setOpen(open === 'rename' ? null : 'rename')}
        >
          <Pencil />
        </IconButton>
        <IconButton
          label={t('account.passkeys.remove', { name })}
          size="sm"
          onClick={() => setOpen('remove')}
        >
          <Trash2 />
        </IconButton>
      </div>
      {open === 'rename' ? <Rename passkey={passkey} onDone={() => setOpen(null)} /> : null}
      <Remove passkey={passkey} open={open === 'remove'} onClose={() => setOpen(null)} />
    </li>
  );
}

/** A change of the list, told when it fails. */
function useChange(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => callAuth(path, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      onDone();
    },
    onError: (error) => toast.error(describeError(error)),
  });
}

function Rename({ passkey: { id, name }, onDone }: { passkey: Passkey; onDone: () => void }) {
  const rename = useChange(onDone);
  return (
    <div className="mt-3 mb-2">
      <Form
        submitLabel={t('account.save')}
        busy={rename.isPending}
        onSubmit={(values) =>
          rename.mutate({ path: '/passkeys/rename', body: { id, name: values.name?.trim() } })
        }
      >
        <TextField
          label={t('account.passkeys.name')}
          name="name"
          defaultValue={name}
          maxLength={100}
          autoFocus
          required
        />
      </Form>
    </div>
  );
}

interface RemoveProps {
  passkey: Passkey;
  open: boolean;
  onClose: () => void;
}

function Remove({ passkey: { id, name }, open, onClose }: RemoveProps) {
  const remove = useChange(onClose);
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('account.passkeys.removeTitle', { name })}
      text={t('account.passkeys.removeText')}
    >
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button
        variant="danger"
        busy={remove.isPending}
        onClick={() => remove.mutate({ path: '/passkeys/remove', body: { id } })}
      >
        {t('account.passkeys.removeAction')}
      </Button>
    </Confirm>
  );
}

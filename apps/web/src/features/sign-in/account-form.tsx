import { NewAccount } from '@madrigal/contract';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { newPasswordHint } from '../account/new-password.ts';

type Field = 'name' | 'email' | 'password';
type Faults = Partial<Record<Field, string>>;

interface AccountFormProps {
  /** `sign-in` asks for no name and takes any password. */
  kind: 'sign-in' | 'new';
  submitLabel: string;
  /** What went wrong on the server, in words. */
  error: string | null;
  busy: boolean;
  onSubmit: (account: NewAccount) => void;
}

export function AccountForm({ kind, submitLabel, error, busy, onSubmit }: AccountFormProps) {
  const [faults, setFaults] = useState<Faults>({});
  const isNew = kind === 'new';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const account = {
      name: data.name ?? '',
      email: data.email ?? '',
      password: data.password ?? '',
    };
    const found = isNew ? faultsOfNew(account) : faultsOfSignIn(account);
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    else onSubmit({ ...account, name: account.name.trim(), email: account.email.trim() });
  };

  return (
    <form onSubmit={submit} noValidate className="mt-8 flex flex-col gap-5">
      {error ? (
        <p
          role="alert"
          className="flex items-start gap-2.5 rounded-xl bg-danger-wash px-4 py-3 text-danger text-sm"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : null}
      {isNew ? (
        <TextField
          label={t('field.name')}
          name="name"
          autoComplete="name"
          required
          fault={faults.name}
        />
      ) : null}
      <TextField
        label={t('field.email')}
        name="email"
        type="email"
        autoComplete={isNew ? 'email' : 'username webauthn'}
        required
        fault={faults.email}
      />
      <TextField
        label={t('field.password')}
        name="password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        hint={isNew ? newPasswordHint() : undefined}
        fault={faults.password}
        reveal={{ show: t('field.showPassword'), hide: t('field.hidePassword') }}
      />
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-2 w-full">
        {submitLabel}
      </Button>
    </form>
  );
}

/** By the contract's own rules, so that both sides agree. */
function faultsOfNew(account: NewAccount): Faults {
  const checked = NewAccount.safeParse({ ...account, email: account.email.trim() });
  const faults: Faults = {};
  for (const issue of checked.error?.issues ?? []) {
    const field = issue.path[0] as Field;
    faults[field] = t(`field.${field}.fault`);
  }
  return faults;
}

function faultsOfSignIn({ email, password }: NewAccount): Faults {
  const faults: Faults = {};
  if (!email.includes('@')) faults.email = t('field.email.fault');
  if (!password) faults.password = t('field.password.missing');
  return faults;
}

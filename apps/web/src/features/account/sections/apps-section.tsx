import { type AppPassword, endpoints } from '@madrigal/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { formatDate } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';
import { NewAppPassword } from './new-app-password.tsx';

const passwordsQuery = queryOptions({
  queryKey: ['app-passwords'],
  queryFn: ({ signal }) => request(endpoints.listAppPasswords, {}, signal),
});

/** Music apps that sign in with a password of their own. */
export function AppsSection() {
  const client = useQueryClient();
  const passwords = useQuery(passwordsQuery).data?.items ?? [];
  const [ending, setEnding] = useState<AppPassword | null>(null);
  const onSuccess = () => client.invalidateQueries({ queryKey: passwordsQuery.queryKey });
  const onError = (error: Error) => toast.error(describeError(error));
  const create = useMutation({
    mutationFn: (name: string) => request(endpoints.createAppPassword, { body: { name } }),
    onSuccess,
    onError,
  });
  // By now the app may have signed in.
  const close = () => {
    create.reset();
    onSuccess();
  };
  const revoke = useMutation({
    mutationFn: ({ id }: AppPassword) =>
      request(endpoints.revokeAppPassword, { params: { appPasswordId: id } }),
    onSuccess,
    onError,
    onSettled: () => setEnding(null),
  });
  return (
    <Section title={t('account.apps')} text={t('account.apps.text')}>
      <ul className="divide-y divide-line empty:hidden">
        {passwords.map((password) => (
          <Row key={password.id} password={password} onRevoke={() => setEnding(password)} />
        ))}
      </ul>
      <Form
        key={create.submittedAt}
        submitLabel={t('account.apps.create')}
        busy={create.isPending}
        onSubmit={({ name = '' }) => create.mutate(name)}
      >
        <TextField
          label={t('account.apps.name')}
          placeholder={t('account.apps.example')}
          name="name"
          maxLength={100}
          required
        />
      </Form>
      {create.data ? <NewAppPassword made={create.data} onClose={close} /> : null}
      <Confirm
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={t('account.apps.revokeTitle', { name: ending?.name ?? '' })}
        text={t('account.apps.revokeText')}
      >
        <Button onClick={() => setEnding(null)}>{t('app.cancel')}</Button>
        <Button
          variant="danger"
          busy={revoke.isPending}
          onClick={() => ending && revoke.mutate(ending)}
        >
          {t('account.apps.revoke')}
        </Button>
      </Confirm>
    </Section>
  );
}

function Row({ password, onRevoke }: { password: AppPassword; onRevoke: () => void }) {
  const { name, lastUsedAt } = password;
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-faint text-sm">
          {lastUsedAt
            ? t('account.apps.used', { date: formatDate(lastUsedAt) })
            : t('account.apps.unused')}
        </span>
      </span>
      <Button size="sm" aria-label={t('account.apps.revokeName', { name })} onClick={onRevoke}>
        {t('account.apps.revoke')}
      </Button>
    </li>
  );
}

import { type ApiToken, endpoints, type TokenScope } from '@madrigal/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { formatDate } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/dialog.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';

const tokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: ({ signal }) => request(endpoints.listApiTokens, {}, signal),
});

const scopes: readonly TokenScope[] = ['read', 'write', 'admin'];

export function TokensSection({ admin }: { admin: boolean }) {
  const client = useQueryClient();
  const tokens = useQuery(tokensQuery).data?.items ?? [];
  const [scope, setScope] = useState<TokenScope>('read');
  const [ending, setEnding] = useState<ApiToken | null>(null);
  const onSuccess = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey });
  const onError = (error: Error) => toast.error(describeError(error));
  const create = useMutation({
    mutationFn: (name: string) => request(endpoints.createApiToken, { body: { name, scope } }),
    onSuccess,
    onError,
  });
  const revoke = useMutation({
    mutationFn: ({ id }: ApiToken) =>
      request(endpoints.revokeApiToken, { params: { tokenId: id } }),
    onSuccess,
    onError,
    onSettled: () => setEnding(null),
  });
  const options = scopes
    .filter((value) => admin || value !== 'admin')
    .map((value) => ({ value, label: t(`account.tokens.scope.${value}`) }));
  return (
    <Section title={t('account.tokens')} text={t('account.tokens.text')}>
      <ul className="divide-y divide-line empty:hidden">
        {tokens.map((token) => (
          <Row key={token.id} token={token} onRevoke={() => setEnding(token)} />
        ))}
      </ul>
      {create.data ? (
        <TextField
          label={t('account.tokens.made')}
          hint={t('account.tokens.once')}
          value={create.data.token}
          onFocus={(event) => event.currentTarget.select()}
          readOnly
        />
      ) : null}
      <Form
        key={create.submittedAt}
        submitLabel={t('account.tokens.create')}
        busy={create.isPending}
        onSubmit={({ name = '' }) => create.mutate(name)}
      >
        <TextField label={t('account.tokens.name')} name="name" maxLength={100} required />
        <Segmented
          label={t('account.tokens.scope')}
          value={scope}
          options={options}
          onChange={setScope}
        />
      </Form>
      <Confirm
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={t('account.tokens.revokeTitle', { name: ending?.name ?? '' })}
        text={t('account.tokens.revokeText')}
      >
        <Button onClick={() => setEnding(null)}>{t('app.cancel')}</Button>
        <Button
          variant="danger"
          busy={revoke.isPending}
          onClick={() => ending && revoke.mutate(ending)}
        >
          {t('account.tokens.revoke')}
        </Button>
      </Confirm>
    </Section>
  );
}

function Row({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { name, scope, lastUsedAt } = token;
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-faint text-sm">
          {t(`account.tokens.scope.${scope}`)} ·{' '}
          {lastUsedAt
            ? t('account.tokens.used', { date: formatDate(lastUsedAt) })
            : t('account.tokens.unused')}
        </span>
      </span>
      <Button size="sm" aria-label={t('account.tokens.revokeName', { name })} onClick={onRevoke}>
        {t('account.tokens.revoke')}
      </Button>
    </li>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { callAuth } from '../auth-api.ts';
import { useTellRefusal } from '../confirmation.tsx';
import { connectAt } from '../engine/own-server.ts';
import { type SignInProvider, useProviders } from '../providers.ts';
import { Section } from '../section.tsx';
import { waysQuery } from '../ways.ts';

const PAGE = '/account';

/** Accounts elsewhere that sign in to this one; nothing where there is no other sign-in page. */
export function ConnectionsSection() {
  const providers = useProviders();
  const ways = useQuery(waysQuery).data ?? [];
  const failed = new URLSearchParams(window.location.search).has('error');
  if (providers.length === 0) return null;
  return (
    <Section title={t('account.connections')} text={t('account.connections.text')}>
      {failed ? (
        <p role="alert" className="text-danger text-sm">
          {t('account.connections.fault')}
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {providers.map((provider) => (
          <Row
            key={provider.id}
            provider={provider}
            connectionId={ways.find(({ providerId }) => providerId === provider.id)?.id ?? null}
            only={ways.length === 1}
          />
        ))}
      </ul>
    </Section>
  );
}

interface RowProps {
  provider: SignInProvider;
  /** Null where it is not connected. */
  connectionId: string | null;
  /** It is the last way in, which nobody takes from themselves. */
  only: boolean;
}

function Row({ provider: { id, name }, connectionId, only }: RowProps) {
  const connected = connectionId !== null;
  const client = useQueryClient();
  const onError = useTellRefusal();
  const connect = useMutation({
    mutationFn: () => connectAt({ provider: id, back: PAGE, fault: PAGE }),
    onError,
  });
  const end = useMutation({
    mutationFn: () => callAuth('/connections/remove', { id: connectionId }),
    onSuccess: () => client.invalidateQueries({ queryKey: waysQuery.queryKey }),
    onError,
  });
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-faint text-sm">
          {connected ? t('account.connections.on') : t('account.connections.off')}
        </span>
      </span>
      <Button
        size="sm"
        disabled={connected && only}
        busy={connect.isPending || end.isPending}
        aria-label={
          connected
            ? t('account.connections.endName', { name })
            : t('account.connections.connectName', { name })
        }
        onClick={() => (connected ? end.mutate() : connect.mutate())}
      >
        {connected ? t('account.connections.end') : t('account.connections.connect')}
      </Button>
    </li>
  );
}

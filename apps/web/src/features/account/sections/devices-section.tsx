import { deviceName } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../../api/problem.ts';
import { formatDate } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { type Device, devicesQuery, ownSessionQuery } from '../own-session.ts';
import { Section } from '../section.tsx';

export function DevicesSection() {
  const client = useQueryClient();
  const devices = useQuery(devicesQuery).data ?? [];
  const here = useQuery(ownSessionQuery).data?.session.token;
  const end = useMutation({
    mutationFn: (token: string | null) =>
      token ? callAuth('/revoke-session', { token }) : callAuth('/revoke-other-sessions', {}),
    onSuccess: () => client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Section title={t('account.devices')} text={t('account.devicesText')}>
      <ul className="divide-y divide-line">
        {devices.map((device) => (
          <Row
            key={device.token}
            device={device}
            current={device.token === here}
            onEnd={() => end.mutate(device.token)}
          />
        ))}
      </ul>
      {devices.length > 1 ? (
        <Button className="self-start" busy={end.isPending} onClick={() => end.mutate(null)}>
          {t('account.device.endOthers')}
        </Button>
      ) : null}
    </Section>
  );
}

function Row(props: { device: Device; current: boolean; onEnd: () => void }) {
  const { device, current, onEnd } = props;
  const name = deviceName(device.userAgent) ?? t('account.device.unknown');
  const date = formatDate(device.createdAt);
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-faint text-sm">
          {t('account.device.since', { date, address: device.ipAddress || '–' })}
        </span>
      </span>
      {current ? (
        <span className="text-ink-faint text-sm">{t('account.device.current')}</span>
      ) : (
        <Button
          size="sm"
          aria-label={t('account.device.endName', { device: name })}
          onClick={onEnd}
        >
          {t('account.device.end')}
        </Button>
      )}
    </li>
  );
}

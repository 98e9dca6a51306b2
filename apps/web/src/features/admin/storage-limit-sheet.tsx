import { type AdminUser, endpoints } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { StorageMeter } from '../account/storage-meter.tsx';
import { adminKey } from './queries.ts';

const GB = 1_000_000_000;
const MOST_GB = 1_000_000;

type Kind = 'default' | 'own' | 'unlimited';

/** How much one person may store: as everybody, a number of their own, or any amount. */
export function StorageLimitSheet(props: { person: AdminUser; onClose: () => void }) {
  const { person, onClose } = props;
  const own = person.ownLimit;
  const [kind, setKind] = useState<Kind>(
    !own ? 'default' : own.limitBytes === null ? 'unlimited' : 'own',
  );
  const [typed, setTyped] = useState(String((own?.limitBytes ?? 10 * GB) / GB));
  const amount = Number(typed.replace(',', '.'));
  const valid = typed.trim() !== '' && amount >= 0 && amount <= MOST_GB;
  const save = useSave(person, onClose);
  const submit = () => {
    if (kind === 'default') save.mutate(null);
    else if (kind === 'unlimited') save.mutate({ limitBytes: null });
    else if (valid) save.mutate({ limitBytes: Math.round(amount * GB) });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('admin.users.limitTitle', { name: person.name })}
      closeLabel={t('app.close')}
      titled
    >
      <form
        className="flex flex-col gap-6 overflow-y-auto px-7 pt-1 pb-9"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <StorageMeter storage={person.storage} />
        <div>
          <Segmented
            label={t('admin.users.limit')}
            value={kind}
            onChange={setKind}
            options={(['default', 'own', 'unlimited'] as const).map((value) => ({
              value,
              label: t(`admin.users.kind.${value}`),
            }))}
          />
        </div>
        {kind === 'own' ? (
          <TextField
            label={t('admin.users.gigabytes')}
            inputMode="decimal"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            hint={t('admin.users.belowUse')}
            fault={valid ? undefined : t('admin.users.badNumber')}
          />
        ) : null}
        <Button type="submit" variant="primary" className="self-start" busy={save.isPending}>
          {t('account.save')}
        </Button>
      </form>
    </Sheet>
  );
}

function useSave({ id: userId }: AdminUser, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (limit: { limitBytes: number | null } | null) =>
      limit
        ? request(endpoints.setStorageLimit, { params: { userId }, body: limit })
        : request(endpoints.clearStorageLimit, { params: { userId } }),
    onSuccess: () => {
      toast.success(t('account.saved'));
      onDone();
    },
    onError: (error) => toast.error(describeError(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: adminKey }),
        client.invalidateQueries({ queryKey: ['storage'] }),
      ]),
  });
}

import { endpoints, type Me } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { engine } from '../engine/index.ts';
import { Form } from '../form.tsx';
import { ownSessionQuery } from '../own-session.ts';
import { Section } from '../section.tsx';
import { meQuery } from '../session.ts';

export function ProfileSection({ me }: { me: Me }) {
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => request(endpoints.updateMe, { body: { name } }),
    onSuccess: (changed) => {
      client.setQueryData(meQuery.queryKey, changed);
      toast.success(t('account.saved'));
    },
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Section title={t('account.profile')}>
      <Form
        submitLabel={t('account.save')}
        busy={rename.isPending}
        onSubmit={({ name = '' }) => rename.mutate(name)}
      >
        <TextField
          label={t('field.name')}
          name="name"
          defaultValue={me.name}
          autoComplete="name"
          maxLength={100}
          required
        />
      </Form>
      {engine().offers.emailLinks ? <Unverified /> : null}
    </Section>
  );
}

function Unverified() {
  const user = useQuery(ownSessionQuery).data?.user;
  const verify = useMutation({
    mutationFn: (email: string) => callAuth('/send-verification-email', { email }),
    onSuccess: () => toast.success(t('account.verifySent')),
    onError: (error) => toast.error(describeError(error)),
  });
  if (!user || user.emailVerified) return null;
  return (
    <p className="flex flex-wrap items-center gap-3 text-ink-soft text-sm">
      {t('account.unverified', { email: user.email })}
      <Button size="sm" busy={verify.isPending} onClick={() => verify.mutate(user.email)}>
        {t('account.verify')}
      </Button>
    </p>
  );
}

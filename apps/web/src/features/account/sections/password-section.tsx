import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { useTellFault } from '../confirmation.tsx';
import { Form } from '../form.tsx';
import { devicesQuery, ownSessionQuery } from '../own-session.ts';
import { Section } from '../section.tsx';
import { instanceQuery } from '../session.ts';
import { useHasPassword } from '../ways.ts';

export function PasswordSection() {
  const hasPassword = useHasPassword();
  return hasPassword === false ? <FirstPassword /> : <ChangePassword />;
}

/** By a link in a mail: whoever sets it has to read what comes to the address. */
function FirstPassword() {
  const { mail } = useQuery(instanceQuery).data ?? {};
  const email = useQuery(ownSessionQuery).data?.user.email;
  const send = useMutation({
    mutationFn: (to: string) => callAuth('/request-password-reset', { email: to }),
    onSuccess: () => toast.success(t('account.verifySent')),
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Section title={t('account.password')} text={t('account.password.none')}>
      <Button
        className="self-start"
        busy={send.isPending}
        disabled={!email}
        onClick={() => email && send.mutate(email)}
      >
        {t('account.password.send')}
      </Button>
      {send.isSuccess && mail === 'outbox' ? (
        <p className="text-ink-soft text-sm">{t('forgot.outbox')}</p>
      ) : null}
    </Section>
  );
}

function ChangePassword() {
  const tellFault = useTellFault();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (values: Record<string, string>) =>
      callAuth('/change-password', { ...values, revokeOtherSessions: true }),
    onSuccess: () => {
      toast.success(t('account.saved'));
      for (const { queryKey } of [devicesQuery, ownSessionQuery]) {
        void client.invalidateQueries({ queryKey });
      }
    },
    onError: tellFault,
  });
  const reveal = { show: t('field.showPassword'), hide: t('field.hidePassword') };
  return (
    <Section title={t('account.password')} text={t('account.passwordText')}>
      <Form
        key={change.submittedAt}
        submitLabel={t('account.passwordChange')}
        busy={change.isPending}
        onSubmit={change.mutate}
      >
        <TextField
          label={t('field.currentPassword')}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          reveal={reveal}
          required
        />
        <TextField
          label={t('field.newPassword')}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          hint={t('field.passwordHint')}
          minLength={10}
          maxLength={128}
          reveal={reveal}
          required
        />
      </Form>
    </Section>
  );
}

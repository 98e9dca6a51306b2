import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { describeError, isCode } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useTellFault } from '../confirmation.tsx';
import { engine } from '../engine/index.ts';
import { Form } from '../form.tsx';
import { newPasswordHint } from '../new-password.ts';
import { devicesQuery, ownSessionQuery } from '../own-session.ts';
import { Section } from '../section.tsx';
import { instanceQuery } from '../session.ts';
import { useHasPassword } from '../ways.ts';

export function PasswordSection() {
  const hasPassword = useHasPassword();
  if (hasPassword !== false) return <ChangePassword />;
  return engine().offers.firstPassword ? <FirstPassword /> : null;
}

/** By a link in a mail: whoever sets it has to read what comes to the address. */
function FirstPassword() {
  const { mail } = useQuery(instanceQuery).data ?? {};
  const email = useQuery(ownSessionQuery).data?.user.email;
  const send = useMutation({
    mutationFn: (to: string) => engine().askForReset(to),
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
    mutationFn: ({ currentPassword = '', newPassword = '' }: Record<string, string>) =>
      engine().changePassword(currentPassword, newPassword),
    onSuccess: () => {
      toast.success(t('account.saved'));
      for (const { queryKey } of [devicesQuery, ownSessionQuery]) {
        void client.invalidateQueries({ queryKey });
      }
    },
    onError: (error) => {
      const tooSimple = isCode(error, 'invalid_request') && engine().mixedPasswords;
      if (tooSimple) toast.error(t('field.password.mixed'));
      else tellFault(error);
    },
  });
  const reveal = { show: t('field.showPassword'), hide: t('field.hidePassword') };
  return (
    <Section
      title={t('account.password')}
      {...(engine().endsOthersByPassword && { text: t('account.passwordText') })}
    >
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
          hint={newPasswordHint()}
          minLength={10}
          maxLength={128}
          reveal={reveal}
          required
        />
      </Form>
    </Section>
  );
}

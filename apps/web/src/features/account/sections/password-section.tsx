import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../messages/index.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { Form } from '../form.tsx';
import { devicesQuery, ownSessionQuery, tellFault } from '../own-session.ts';
import { Section } from '../section.tsx';

export function PasswordSection() {
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

import { endpoints } from '@madrigal/contract';
import { useMutation } from '@tanstack/react-query';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { t } from '../../../messages/index.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';

export function InviteSection() {
  const invite = useMutation({
    mutationFn: (email: string) =>
      request(endpoints.createInvitation, { body: { email: email.trim() || null } }),
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Section title={t('account.invite')} text={t('account.invite.text')}>
      {invite.data ? (
        <TextField
          label={t('account.invite.link')}
          value={new URL(invite.data.path, location.origin).href}
          onFocus={(event) => event.currentTarget.select()}
          readOnly
        />
      ) : null}
      <Form
        key={invite.submittedAt}
        submitLabel={t('account.invite.create')}
        busy={invite.isPending}
        onSubmit={({ email = '' }) => invite.mutate(email)}
      >
        <TextField label={t('account.invite.email')} name="email" type="email" />
      </Form>
    </Section>
  );
}

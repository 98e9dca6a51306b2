import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { describeError, isCode } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { codeField } from '../code-field.ts';
import { Confirmation, useTellFault } from '../confirmation.tsx';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';
import { instanceQuery } from '../session.ts';

const phoneQuery = queryOptions({
  queryKey: ['phone'],
  queryFn: () => callAuth<{ phoneNumber: string | null }>('/phone'),
});

export function PhoneSection() {
  const offered = (useQuery(instanceQuery).data?.sms ?? 'off') !== 'off';
  return offered ? <Phone /> : null;
}

function Phone() {
  const client = useQueryClient();
  const current = useQuery(phoneQuery).data?.phoneNumber ?? null;
  const [pending, setPending] = useState<string | null>(null);
  const refresh = () => {
    setPending(null);
    return client.invalidateQueries({ queryKey: phoneQuery.queryKey });
  };
  const remove = useMutation({
    mutationFn: () => callAuth('/phone/remove', {}),
    onSuccess: refresh,
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Section title={t('account.phone')} text={t('account.phone.text')}>
      {current ? (
        <p className="flex items-center gap-4 font-medium">
          <Smartphone aria-hidden className="size-5 text-accent-ink" />
          <span className="grow">{current}</span>
          <Button size="sm" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('account.phone.remove')}
          </Button>
        </p>
      ) : null}
      {pending ? (
        <Code phoneNumber={pending} onDone={refresh} />
      ) : (
        <NumberForm onSent={setPending} replaces={current !== null} />
      )}
    </Section>
  );
}

function NumberForm(props: { onSent: (phoneNumber: string) => void; replaces: boolean }) {
  const tellFault = useTellFault();
  const begin = useMutation({
    mutationFn: (values: Record<string, string>) => callAuth('/phone/begin', values),
    onSuccess: (_, { phoneNumber = '' }) => props.onSent(phoneNumber),
    onError: (error) =>
      isCode(error, 'invalid_request') ? toast.error(t('field.phone.fault')) : tellFault(error),
  });
  return (
    <Form
      submitLabel={props.replaces ? t('account.phone.change') : t('account.phone.add')}
      busy={begin.isPending}
      onSubmit={begin.mutate}
    >
      <TextField
        label={t('field.phone')}
        hint={t('field.phone.hint')}
        name="phoneNumber"
        type="tel"
        autoComplete="tel"
        maxLength={40}
        required
      />
      <Confirmation />
    </Form>
  );
}

function Code({ phoneNumber, onDone }: { phoneNumber: string; onDone: () => void }) {
  const confirm = useMutation({
    mutationFn: (code: string) => callAuth('/phone/confirm', { phoneNumber, code: code.trim() }),
    onSuccess: () => {
      toast.success(t('account.saved'));
      onDone();
    },
    onError: (error) =>
      toast.error(isCode(error, 'invalid_credentials') ? t('phone.wrong') : describeError(error)),
  });
  return (
    <>
      <p className="text-sm">{t('account.phone.sent', { number: phoneNumber })}</p>
      <Form
        submitLabel={t('account.twoStep.confirm')}
        variant="primary"
        busy={confirm.isPending}
        onSubmit={({ code = '' }) => confirm.mutate(code)}
      >
        <TextField {...codeField()} name="code" autoFocus required />
      </Form>
    </>
  );
}

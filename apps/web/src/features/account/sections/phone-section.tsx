import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { describeError, isCode } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { codeField } from '../code-field.ts';
import { Confirmation, useTellFault } from '../confirmation.tsx';
import { engine, type PhoneNumber } from '../engine/index.ts';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';
import { SendAgain } from '../send-again.tsx';
import { instanceQuery } from '../session.ts';
import { useHasPassword } from '../ways.ts';

const phoneQuery = queryOptions({
  queryKey: ['phone'],
  queryFn: () => engine().phone.read(),
});

/** A number that a code is on its way to, and what else it takes to send another. */
interface Begun {
  number: string;
  confirmation: string;
}

const isWayIn = () => engine().phone.use === 'sign-in';

export function PhoneSection() {
  const offered = (useQuery(instanceQuery).data?.sms ?? 'off') !== 'off';
  const hasPassword = useHasPassword();
  return offered && (isWayIn() || hasPassword) ? (
    <Section
      title={t('account.phone')}
      text={isWayIn() ? t('account.phone.text') : t('account.phone.secondStep')}
    >
      <Phone />
    </Section>
  ) : null;
}

function Phone() {
  const client = useQueryClient();
  const { data: current, error } = useQuery(phoneQuery);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [another, setAnother] = useState(false);
  const refresh = () => {
    setBegun(null);
    setAnother(false);
    return client.invalidateQueries({ queryKey: phoneQuery.queryKey });
  };
  if (current === undefined) {
    return error ? <p>{describeError(error)}</p> : <Skeleton className="h-[74px]" />;
  }
  return (
    <>
      {current ? <Current phone={current} onBegun={setBegun} onRemoved={refresh} /> : null}
      {begun ? (
        <Code
          key={begun.number}
          begun={begun}
          onDone={refresh}
          onAnother={() => {
            setBegun(null);
            setAnother(true);
          }}
        />
      ) : (
        <NumberForm onBegun={setBegun} replaces={current !== null} autoFocus={another} />
      )}
    </>
  );
}

interface CurrentProps {
  phone: PhoneNumber;
  onBegun: (begun: Begun) => void;
  onRemoved: () => void;
}

function Current({ phone: { number, confirmed }, onBegun, onRemoved }: CurrentProps) {
  const begin = useBegin(onBegun, (error) => toast.error(describeError(error)));
  const remove = useMutation({
    mutationFn: () => engine().phone.remove(),
    onSuccess: onRemoved,
    onError: (error) =>
      toast.error(isCode(error, 'conflict') ? t('account.phone.needed') : describeError(error)),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 font-medium">
      <Smartphone aria-hidden className="size-5 text-accent-ink" />
      <p className="grow">
        {number}
        {confirmed ? null : (
          <span className="block text-ink-soft text-sm">{t('account.phone.unconfirmed')}</span>
        )}
      </p>
      {confirmed ? null : (
        <Button
          size="sm"
          busy={begin.isPending}
          onClick={() => begin.mutate({ number, confirmation: '' })}
        >
          {t('phone.submit')}
        </Button>
      )}
      <Button size="sm" busy={remove.isPending} onClick={() => remove.mutate()}>
        {t('account.phone.remove')}
      </Button>
    </div>
  );
}

interface NumberFormProps {
  onBegun: (begun: Begun) => void;
  replaces: boolean;
  autoFocus: boolean;
}

function NumberForm({ onBegun, replaces, autoFocus }: NumberFormProps) {
  const tellFault = useTellFault();
  const begin = useBegin(onBegun, (error) => {
    if (isCode(error, 'invalid_request')) toast.error(t('field.phone.fault'));
    else if (isCode(error, 'conflict')) toast.error(t('account.phone.taken'));
    else tellFault(error);
  });
  return (
    <Form
      submitLabel={replaces ? t('account.phone.change') : t('account.phone.add')}
      busy={begin.isPending}
      onSubmit={({ phoneNumber = '', confirmation = '' }) =>
        begin.mutate({ number: phoneNumber, confirmation })
      }
    >
      <TextField
        label={t('field.phone')}
        hint={t('field.phone.hint')}
        name="phoneNumber"
        type="tel"
        autoComplete="tel"
        maxLength={40}
        autoFocus={autoFocus}
        required
      />
      {isWayIn() ? <Confirmation /> : null}
    </Form>
  );
}

function useBegin(onBegun: (begun: Begun) => void, onError: (error: Error) => void) {
  return useMutation({
    mutationFn: ({ number, confirmation }: Begun) => engine().phone.begin(number, confirmation),
    onSuccess: (isSent, begun) => {
      if (isSent) onBegun(begun);
      else toast.success(t('account.phone.known'));
    },
    onError,
  });
}

interface CodeProps {
  begun: Begun;
  onDone: () => void;
  onAnother: () => void;
}

function Code({ begun: { number, confirmation }, onDone, onAnother }: CodeProps) {
  const confirm = useMutation({
    mutationFn: (code: string) => engine().phone.confirm(number, code),
    onSuccess: () => {
      toast.success(t('account.saved'));
      onDone();
    },
    onError: (error) => toast.error(wordsFor(error)),
  });
  return (
    <>
      <p className="text-sm">{t('account.phone.sent', { number })}</p>
      <Form
        submitLabel={t('account.twoStep.confirm')}
        variant="primary"
        busy={confirm.isPending}
        onSubmit={({ code = '' }) => confirm.mutate(code)}
      >
        <TextField {...codeField()} name="code" autoFocus required />
      </Form>
      <div className="flex flex-wrap gap-2">
        <SendAgain size="sm" send={() => engine().phone.begin(number, confirmation)} />
        <Button size="sm" onClick={onAnother}>
          {t('account.phone.another')}
        </Button>
      </div>
    </>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'invalid_credentials')) return t('phone.wrong');
  return isCode(error, 'conflict') ? t('account.phone.taken') : describeError(error);
}

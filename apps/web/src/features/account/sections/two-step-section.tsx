import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { renderSVG } from 'uqr';
import { describeError, isCode } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { callAuth } from '../auth-api.ts';
import { codeField } from '../code-field.ts';
import { Confirmation, useTellFault } from '../confirmation.tsx';
import { Form } from '../form.tsx';
import { ownSessionQuery } from '../own-session.ts';
import { Section } from '../section.tsx';
import { useHasPassword } from '../ways.ts';

interface Prepared {
  totpURI: string;
  backupCodes: string[];
}

export function TwoStepSection() {
  const tellFault = useTellFault();
  const hasPassword = useHasPassword();
  const client = useQueryClient();
  const on = useQuery(ownSessionQuery).data?.user.twoFactorEnabled === true;
  const refresh = () => client.invalidateQueries({ queryKey: ownSessionQuery.queryKey });
  const enable = useMutation({
    mutationFn: (password: string) => callAuth<Prepared>('/two-factor/enable', { password }),
    onError: tellFault,
  });
  const disable = useMutation({
    mutationFn: (password: string) => callAuth('/two-factor/disable', { password }),
    onSuccess: () => {
      enable.reset();
      return refresh();
    },
    onError: tellFault,
  });
  const prepared = on ? null : enable.data;
  const toggle = on ? disable : enable;
  // Without a password there is no first step here that a second one could follow.
  if (hasPassword === false && !on) {
    return <Section title={t('account.twoStep')} text={t('account.twoStep.noPassword')} />;
  }
  return (
    <Section
      title={t('account.twoStep')}
      text={on ? t('account.twoStep.on') : t('account.twoStep.text')}
    >
      {prepared ? (
        <Confirm prepared={prepared} onConfirmed={refresh} />
      ) : (
        <Form
          key={`${on}`}
          submitLabel={on ? t('account.twoStep.disable') : t('account.twoStep.enable')}
          busy={toggle.isPending}
          onSubmit={({ password = '' }) => toggle.mutate(password)}
        >
          <Confirmation name="password" />
        </Form>
      )}
    </Section>
  );
}

function Confirm({ prepared, onConfirmed }: { prepared: Prepared; onConfirmed: () => void }) {
  const confirm = useMutation({
    mutationFn: (code: string) =>
      callAuth('/two-factor/verify-totp', { code: code.replace(/\s/g, '') }),
    onSuccess: onConfirmed,
    onError: (error) =>
      toast.error(
        isCode(error, 'invalid_credentials') ? t('secondStep.wrong') : describeError(error),
      ),
  });
  const svg = renderSVG(prepared.totpURI, { border: 2 });
  const key = new URL(prepared.totpURI).searchParams.get('secret') ?? '';
  return (
    <>
      <p className="text-sm">{t('account.twoStep.scan')}</p>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        alt={t('account.twoStep.qr')}
        className="size-48 rounded-xl bg-white"
      />
      <p className="break-all text-ink-soft text-sm">{t('account.twoStep.key', { key })}</p>
      <p className="text-sm">{t('account.twoStep.codes')}</p>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-xl bg-hover p-4 font-mono text-sm">
        {prepared.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Form
        submitLabel={t('account.twoStep.confirm')}
        variant="primary"
        busy={confirm.isPending}
        onSubmit={({ code = '' }) => confirm.mutate(code)}
      >
        <TextField {...codeField()} name="code" required />
      </Form>
    </>
  );
}

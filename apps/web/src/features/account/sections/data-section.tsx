import { endpoints, exportMe } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError, errorOf, isCode } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { send } from '../../../api/send.ts';
import { accessToken, forgetToken } from '../../../api/token.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Confirmation, useTellFault } from '../confirmation.tsx';
import { engine } from '../engine/index.ts';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';
import { meQuery } from '../session.ts';

export function DataSection() {
  const tellFault = useTellFault();
  const client = useQueryClient();
  const download = useMutation({
    mutationFn: downloadExport,
    onError: (error) => toast.error(describeError(error)),
  });
  const remove = useMutation({
    mutationFn: (confirmation: string) => request(endpoints.deleteMe, { body: { confirmation } }),
    onSuccess: async () => {
      await engine().forget();
      forgetToken();
      client.setQueryData(meQuery.queryKey, null);
    },
    onError: (error) =>
      isCode(error, 'conflict') ? toast.error(t('account.lastAdmin')) : tellFault(error),
  });
  return (
    <Section title={t('account.data')} text={t('account.data.text')}>
      <Button className="self-start" busy={download.isPending} onClick={() => download.mutate()}>
        {t('account.data.export')}
      </Button>
      <p className="mt-4 text-ink-soft text-sm">{t('account.data.deleteText')}</p>
      <Form
        submitLabel={t('account.data.delete')}
        variant="danger"
        busy={remove.isPending}
        onSubmit={({ confirmation = '' }) => remove.mutate(confirmation)}
      >
        <Confirmation />
      </Form>
    </Section>
  );
}

/** The request needs the token, which a plain link could not bring. */
async function downloadExport(): Promise<void> {
  const headers = { authorization: `Bearer ${await accessToken()}` };
  const response = await send(exportMe.path, { headers });
  if (!response.ok) throw await errorOf(response);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), {
    href: url,
    download: 'madrigal-export.zip',
  });
  link.click();
  URL.revokeObjectURL(url);
}

import { endpoints, type OutboxMail } from '@madrigal/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { formatMoment } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { instanceQuery } from '../account/session.ts';
import { POLL_MS } from './poll.ts';
import { Texts } from './texts.tsx';

const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: ({ signal }) => request(endpoints.listOutbox, {}, signal),
  refetchInterval: POLL_MS,
});

/** Mails and texts of an instance that sends none. */
export function OutboxPage() {
  const instance = useQuery(instanceQuery).data;
  return (
    <div className="mx-auto max-w-4xl px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <h1 className="text-4xl sm:text-5xl">{t('outbox.title')}</h1>
      <p className="mt-3 mb-8 text-ink-soft">{t('outbox.text')}</p>
      {instance?.mail === 'outbox' ? <Mails /> : null}
      {instance?.sms === 'outbox' ? <Texts /> : null}
    </div>
  );
}

function Mails() {
  const { data, error, refetch } = useQuery(outboxQuery);
  return (
    <>
      {error && !data ? (
        <Failure
          title={t('error.title')}
          text={describeError(error)}
          retryLabel={t('app.retry')}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data?.items.length === 0 ? (
        <EmptyState
          icon={<Mail aria-hidden />}
          title={t('outbox.empty')}
          text={t('outbox.emptyText')}
        />
      ) : null}
      <ul className="flex flex-col gap-3">
        {data?.items.map((mail) => (
          <Item key={mail.id} mail={mail} />
        ))}
      </ul>
    </>
  );
}

function Item({ mail }: { mail: OutboxMail }) {
  return (
    <li className="rounded-2xl border border-line bg-surface">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-4 sm:flex-nowrap rounded-2xl px-5 py-4 hover:bg-hover">
          <span className="min-w-0 grow truncate font-semibold sm:shrink-0 sm:basis-1/2">
            {mail.subject}
          </span>
          <span className="min-w-0 truncate text-ink-soft text-sm">{mail.to}</span>
          <time dateTime={mail.sentAt} className="nums shrink-0 text-ink-faint text-sm">
            {formatMoment(mail.sentAt)}
          </time>
        </summary>
        <div className="whitespace-pre-wrap break-words px-5 pb-5 text-sm leading-relaxed">
          {mail.text.split('\n').map((line, index) => (
            // Lines of a mail never change places.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said
            <Line key={index} line={line} />
          ))}
        </div>
      </details>
    </li>
  );
}

function Line({ line }: { line: string }) {
  if (!/^(\/|https?:\/\/)\S+$/.test(line)) return <p className="min-h-4">{line}</p>;
  return (
    <p>
      <a href={line} className="break-all text-accent-ink underline underline-offset-4">
        {line}
      </a>
    </p>
  );
}

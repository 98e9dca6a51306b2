import { endpoints, type OutboxText } from '@madrigal/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { request } from '../../api/request.ts';
import { formatMoment } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { POLL_MS } from './poll.ts';

const textsQuery = queryOptions({
  queryKey: ['outbox', 'texts'],
  queryFn: ({ signal }) => request(endpoints.listOutboxTexts, {}, signal),
  refetchInterval: POLL_MS,
});

/** Texts to phones that were kept; nothing as long as there are none. */
export function Texts() {
  const items = useQuery(textsQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="outbox-texts" className="mt-10">
      <h2 id="outbox-texts" className="mb-4 text-2xl">
        {t('outbox.texts')}
      </h2>
      <ul className="flex flex-col gap-3">
        {items.map((text) => (
          <Item key={text.id} text={text} />
        ))}
      </ul>
    </section>
  );
}

function Item({ text: { to, text, sentAt } }: { text: OutboxText }) {
  return (
    <li className="flex gap-4 rounded-2xl border border-line bg-surface px-5 py-4">
      <Smartphone aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-ink" />
      <div className="min-w-0 grow">
        <p className="break-words">{text}</p>
        <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
          <span className="text-ink-soft">{to}</span>
          <time dateTime={sentAt} className="text-ink-faint">
            {formatMoment(sentAt)}
          </time>
        </p>
      </div>
    </li>
  );
}

import { type DeadLetter, endpoints } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, RotateCcw } from 'lucide-react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { Moment } from './moment.tsx';
import { deadLettersQuery, overviewQuery } from './queries.ts';
import { Section } from './section.tsx';
import { kindText } from './words.ts';

/** Jobs that failed for good, and a way to have them done again. */
export function DeadLetters() {
  const query = useQuery(deadLettersQuery);
  return (
    <Section title={t('admin.dead.title')} text={t('admin.dead.text')}>
      {query.isPending ? <Skeleton className="h-20 rounded-3xl" /> : null}
      {query.isError && !query.data ? (
        <p role="alert" className="text-danger">
          {describeError(query.error)}
        </p>
      ) : null}
      {query.data?.items.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-3xl border border-line bg-surface px-5 py-4 text-ink-soft">
          <CircleCheck aria-hidden className="size-5 shrink-0 text-ok" />
          {t('admin.dead.none')}
        </p>
      ) : null}
      {query.data && query.data.items.length > 0 ? (
        <ul className="divide-y divide-line overflow-hidden rounded-3xl border border-line bg-surface">
          {query.data.items.map((letter) => (
            <Letter key={letter.id} letter={letter} />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Letter({ letter }: { letter: DeadLetter }) {
  const retry = useRetry(letter.id);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-5 py-4">
      <div className="min-w-0 grow basis-64">
        <p className="font-semibold">
          {kindText(letter.kind)}
          <Moment iso={letter.diedAt} className="ml-2 font-normal text-ink-faint text-sm" />
        </p>
        <p className="mt-1 break-words text-danger text-sm">{letter.reason}</p>
        <code className="mt-1.5 block break-all text-ink-faint text-xs">
          {Object.entries(letter.about)
            .map(([name, value]) => `${name} ${value}`)
            .join(' · ')}
        </code>
      </div>
      <Button size="sm" busy={retry.isPending} onClick={() => retry.mutate()}>
        <RotateCcw aria-hidden />
        {t('admin.dead.retry')}
      </Button>
    </li>
  );
}

function useRetry(deadLetterId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request(endpoints.retryDeadLetter, { params: { deadLetterId } }),
    onSuccess: () => toast.success(t('admin.dead.retried')),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: deadLettersQuery.queryKey }),
        client.invalidateQueries({ queryKey: overviewQuery.queryKey }),
      ]),
  });
}

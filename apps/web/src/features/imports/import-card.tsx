import { endpoints, type Import } from '@madrigal/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleSlash, FolderSearch } from 'lucide-react';
import { useState } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { formatMoment, formatNumber } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Progress } from '../../ui/progress.tsx';
import { toast } from '../../ui/toast.tsx';
import { importsKey, isActive, problemsQuery } from './queries.ts';

/** One import: how far it is, what came of it, and what went wrong. */
export function ImportCard({ item }: { item: Import }) {
  const { progress, state } = item;
  const active = isActive(state);
  const problems = progress.failed + progress.missing;
  return (
    <li className="rounded-3xl border border-line bg-surface px-6 py-5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <StateIcon item={item} />
        <div className="min-w-0 grow basis-56">
          <p className="break-all font-semibold">{item.path}</p>
          <p className="mt-0.5 text-ink-soft text-sm">
            {t(`import.state.${state}`)} ·{' '}
            <time dateTime={item.createdAt}>{formatMoment(item.createdAt)}</time>
          </p>
        </div>
        {active ? <CancelButton importId={item.id} /> : <AgainButton path={item.path} />}
      </div>
      {active ? <Running item={item} /> : null}
      {item.failure ? (
        <p role="alert" className="mt-3 break-words text-danger text-sm">
          {item.failure}
        </p>
      ) : null}
      <Figures item={item} />
      {!active && problems > 0 ? <Problems importId={item.id} count={problems} /> : null}
    </li>
  );
}

function StateIcon({ item }: { item: Import }) {
  const { state, progress } = item;
  const className = 'mt-0.5 size-5 shrink-0';
  if (isActive(state))
    return <FolderSearch aria-hidden className={cn(className, 'text-accent-ink')} />;
  if (state === 'cancelled') {
    return <CircleSlash aria-hidden className={cn(className, 'text-ink-faint')} />;
  }
  if (state === 'failed')
    return <CircleAlert aria-hidden className={cn(className, 'text-danger')} />;
  if (progress.failed > 0)
    return <CircleAlert aria-hidden className={cn(className, 'text-warn')} />;
  return <CircleCheck aria-hidden className={cn(className, 'text-ok')} />;
}

function Running({ item }: { item: Import }) {
  const { done, total, currentFile } = item.progress;
  return (
    <div className="mt-4">
      <Progress
        label={t('import.progress', { path: item.path })}
        value={total ? done / total : null}
      />
      <p className="mt-2 flex justify-between gap-4 text-ink-soft text-sm">
        <span className="min-w-0 truncate">{currentFile ?? t('import.counting')}</span>
        {total === null ? null : (
          <span className="nums shrink-0">{t('import.of', { done, total })}</span>
        )}
      </p>
    </div>
  );
}

const figures = ['added', 'changed', 'unchanged', 'duplicates', 'missing', 'failed'] as const;

function Figures({ item: { progress } }: { item: Import }) {
  return (
    <dl className="mt-4 flex flex-wrap gap-x-7 gap-y-2 text-sm">
      {figures
        .filter((name) => progress[name] > 0)
        .map((name) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-ink-soft">{t(`import.figure.${name}`)}</dt>
            <dd className={cn('nums font-semibold', name === 'failed' && 'text-danger')}>
              {formatNumber(progress[name])}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Problems({ importId, count }: { importId: string; count: number }) {
  const [open, setOpen] = useState(false);
  const query = useInfiniteQuery({ ...problemsQuery(importId), enabled: open });
  const items = itemsOf(query.data, ({ path }) => path);
  return (
    <details
      className="mt-4 border-line border-t pt-3"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="-mx-2 cursor-pointer rounded-lg px-2 py-1 font-semibold text-sm hover:bg-hover">
        {t('import.problems', { count })}
      </summary>
      {query.isError ? (
        <p role="alert" className="mt-2 text-danger text-sm">
          {describeError(query.error)}
        </p>
      ) : null}
      <ul className="mt-2 divide-y divide-line">
        {items.map((problem) => (
          <li key={problem.path} className="py-2.5 text-sm">
            <p className="break-all font-medium">{problem.path}</p>
            <p
              className={cn(
                'mt-0.5 text-pretty',
                problem.kind === 'failed' ? 'text-danger' : 'text-ink-soft',
              )}
            >
              {problem.kind === 'missing' ? t('import.missing') : problem.reason}
            </p>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button size="sm" className="mt-2" onClick={() => void query.fetchNextPage()}>
          {t('app.more')}
        </Button>
      ) : null}
    </details>
  );
}

function useImportsChange(mutationFn: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: importsKey }),
  });
}

function CancelButton({ importId }: { importId: string }) {
  const cancel = useImportsChange(() => request(endpoints.cancelImport, { params: { importId } }));
  return (
    <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
      {t('import.cancel')}
    </Button>
  );
}

function AgainButton({ path }: { path: string }) {
  const again = useImportsChange(() => request(endpoints.startImport, { body: { path } }));
  return (
    <Button size="sm" busy={again.isPending} onClick={() => again.mutate()}>
      {t('import.again')}
    </Button>
  );
}

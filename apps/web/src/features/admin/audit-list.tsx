import { type AuditEntry, DELETED_ACCOUNT } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Moment } from './moment.tsx';
import { auditQuery } from './queries.ts';
import { Section } from './section.tsx';
import { actionText, outcomeText } from './words.ts';

/** What admins did and who signed in, newest first. */
export function AuditList() {
  const query = useInfiniteQuery(auditQuery);
  const entries = itemsOf(query.data);
  return (
    <Section title={t('admin.audit.title')} text={t('admin.audit.text')}>
      {query.isPending ? <Skeleton className="h-40 rounded-3xl" /> : null}
      {query.isError ? (
        <p role="alert" className="text-danger">
          {describeError(query.error)}
        </p>
      ) : null}
      {entries.length > 0 ? (
        <ol className="divide-y divide-line overflow-hidden rounded-3xl border border-line bg-surface">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="mt-4"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('admin.audit.more')}
        </Button>
      ) : null}
    </Section>
  );
}

/** What an act was done to, without the sign that stands for people who are gone. */
function shown(target: string): string {
  return target.replaceAll(DELETED_ACCOUNT, t('admin.audit.gone'));
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { user, targets, outcome } = entry;
  const who = user
    ? (user.name ?? t('admin.audit.gone'))
    : targets.email
      ? shown(targets.email)
      : t('admin.audit.nobody');
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-5 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto]">
      <p className="min-w-0 break-words">
        <span className="font-semibold">{who}</span>
        <span className="text-ink-soft"> · {actionText(entry.action)}</span>
        <span className={cn('ml-2', outcome === 'done' ? 'text-ok' : 'text-danger')}>
          {outcomeText(outcome)}
        </span>
      </p>
      <Moment iso={entry.at} className="text-ink-faint" />
      <p className="break-all text-ink-faint text-xs sm:col-span-2">
        {[
          ...(entry.clientIp ? [entry.clientIp] : []),
          ...Object.entries(targets).map(([name, value]) => `${name} ${shown(value)}`),
        ].join(' · ')}
      </p>
    </li>
  );
}

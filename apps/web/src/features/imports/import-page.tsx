import { endpoints } from '@madrigal/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderInput } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useIsAdmin } from '../account/session.ts';
import { NotForYou } from '../admin/not-for-you.tsx';
import { ImportCard } from './import-card.tsx';
import { importsKey, importsQuery, isActive } from './queries.ts';

/** Events tell of progress; this is for when they do not come through. */
const refreshMs = 5000;

/** Folders of the server on their way into the library. */
export function ImportPage() {
  const admin = useIsAdmin();
  return (
    <div className="mx-auto max-w-4xl px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <h1 className="mb-2 text-4xl sm:text-5xl">{t('import.title')}</h1>
      {admin ? (
        <>
          <p className="mb-7 max-w-2xl text-pretty text-ink-soft">{t('import.text')}</p>
          <StartForm />
          <Imports />
        </>
      ) : (
        <NotForYou />
      )}
    </div>
  );
}

function StartForm() {
  const client = useQueryClient();
  const [path, setPath] = useState('');
  const start = useMutation({
    mutationFn: () => request(endpoints.startImport, { body: { path: path.trim() } }),
    onSuccess: () => setPath(''),
    onSettled: () => client.invalidateQueries({ queryKey: importsKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim()) start.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <TextField
        label={t('import.path')}
        hint={t('import.pathHint')}
        fault={start.isError ? describeError(start.error) : undefined}
        value={path}
        placeholder="/srv/music"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={4096}
        onChange={(event) => setPath(event.target.value)}
        className="min-w-64 grow"
      />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="mt-6"
        busy={start.isPending}
        disabled={!path.trim()}
      >
        <FolderInput aria-hidden />
        {t('import.start')}
      </Button>
    </form>
  );
}

function Imports() {
  const query = useInfiniteQuery({
    ...importsQuery,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => isActive(one.state)))
        ? refreshMs
        : false,
  });
  const imports = itemsOf(query.data);
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && imports.length === 0) {
    return <FailedQuery title={t('import.failed')} query={query} />;
  }
  if (imports.length === 0) {
    return (
      <EmptyState
        icon={<FolderInput aria-hidden />}
        title={t('import.empty')}
        text={t('import.emptyText')}
      />
    );
  }
  return (
    <>
      <ul className="mt-9 space-y-4" aria-label={t('import.list')}>
        {imports.map((one) => (
          <ImportCard key={one.id} item={one} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button className="mt-5" onClick={() => void query.fetchNextPage()}>
          {t('app.more')}
        </Button>
      ) : null}
    </>
  );
}

import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { useIsAdmin } from '../account/session.ts';
import { AuditList } from './audit-list.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { NotForYou } from './not-for-you.tsx';
import { OverviewCards } from './overview-cards.tsx';
import { PeopleList } from './people-list.tsx';
import { adminKey } from './queries.ts';

/** What the person who runs the server looks at. */
export function AdminPage() {
  const admin = useIsAdmin();
  return (
    <div className="mx-auto max-w-5xl px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <header className="mb-8 flex flex-wrap items-center gap-4">
        <h1 className="grow text-4xl sm:text-5xl">{t('admin.title')}</h1>
        {admin ? <Refresh /> : null}
      </header>
      {admin ? (
        <div className="space-y-12">
          <OverviewCards />
          <DeadLetters />
          <PeopleList />
          <AuditList />
        </div>
      ) : (
        <NotForYou />
      )}
    </div>
  );
}

function Refresh() {
  const client = useQueryClient();
  const busy = useIsFetching({ queryKey: adminKey }) > 0;
  return (
    <Button busy={busy} onClick={() => void client.invalidateQueries({ queryKey: adminKey })}>
      {busy ? null : <RefreshCw aria-hidden />}
      {t('admin.refresh')}
    </Button>
  );
}

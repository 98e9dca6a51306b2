import type { SongState } from '@madrigal/contract';
import { EyeOff, Trash2 } from 'lucide-react';
import { useCallback } from 'react';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { useIsAdmin } from '../account/session.ts';
import { NotForYou } from '../admin/not-for-you.tsx';
import { SongTable, SongTableSkeleton } from '../songs/song-table.tsx';
import { useSongList } from '../songs/use-song-list.ts';

export const TrashPage = () => <ShelvedPage state="deleted" />;
export const DraftsPage = () => <ShelvedPage state="draft" />;

/** Songs that listeners do not see, for admins to bring back. */
function ShelvedPage({ state }: { state: Exclude<SongState, 'published'> }) {
  const admin = useIsAdmin();
  return (
    <Page>
      <PageHeader title={t(`shelved.${state}.title`)} />
      {admin ? <Songs state={state} /> : <NotForYou />}
    </Page>
  );
}

function Songs({ state }: { state: Exclude<SongState, 'published'> }) {
  const { query, songs, playFrom } = useSongList({ order: 'added', state });
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  if (query.isError && songs.length === 0) {
    return <FailedQuery title={t('songs.failed')} query={query} />;
  }
  if (query.isPending) return <SongTableSkeleton />;
  if (songs.length === 0) {
    return (
      <EmptyState
        icon={state === 'deleted' ? <Trash2 aria-hidden /> : <EyeOff aria-hidden />}
        title={t(`shelved.${state}.empty`)}
        text={t(`shelved.${state}.text`)}
      />
    );
  }
  return (
    <>
      <p className="-mt-4 mb-6 text-ink-soft">{t(`shelved.${state}.text`)}</p>
      <SongTable songs={songs} hasMore={query.hasNextPage} onNearEnd={nearEnd} onPlay={playFrom} />
    </>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { FileInput, ListMusic, Plus, Sparkles } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { CardGrid, CardGridSkeleton } from '../../ui/card-grid.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { CardSkeleton } from '../albums/album-card.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { PlaylistCard, playlistTextHeight } from './playlist-card.tsx';
import { playlistsQuery, useCreatePlaylist } from './queries.ts';
import { firstRules } from './smart-fields.ts';

/** The caller's playlists, the one changed last first. */
export function PlaylistsPage() {
  const query = useInfiniteQuery(playlistsQuery);
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const [creating, setCreating] = useState<'plain' | 'smart' | null>(null);
  const [importing, setImporting] = useState(false);
  const navigate = useNavigate();
  const create = useCreatePlaylist(({ id }) => navigate(`/playlists/${id}`));
  const playlists = itemsOf(query.data);
  const buttons = (
    <>
      <Button variant="primary" onClick={() => setCreating('plain')}>
        <Plus aria-hidden />
        {t('playlists.new')}
      </Button>
      <Button onClick={() => setCreating('smart')}>
        <Sparkles aria-hidden />
        {t('smart.new')}
      </Button>
      <Button onClick={() => setImporting(true)}>
        <FileInput aria-hidden />
        {t('transfer.import')}
      </Button>
    </>
  );
  return (
    <Page>
      <PageHeader title={t('playlists.title')}>
        {playlists.length > 0 ? (
          <div className="flex flex-wrap gap-2.5 max-sm:w-full">{buttons}</div>
        ) : null}
      </PageHeader>
      {query.isError && playlists.length === 0 ? (
        <FailedQuery title={t('playlists.failed')} query={query} />
      ) : null}
      {query.isPending ? (
        <CardGridSkeleton>
          <CardSkeleton />
        </CardGridSkeleton>
      ) : null}
      {query.isSuccess && playlists.length === 0 ? (
        <EmptyState
          icon={<ListMusic aria-hidden />}
          title={t('playlists.empty.title')}
          text={t('playlists.empty.text')}
          className="pt-24"
        >
          {buttons}
        </EmptyState>
      ) : null}
      {playlists.length > 0 ? (
        <CardGrid
          label={t('playlists.title')}
          items={playlists}
          keyOf={(playlist) => playlist.id}
          textHeight={playlistTextHeight}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
        >
          {(playlist) => <PlaylistCard playlist={playlist} />}
        </CardGrid>
      ) : null}
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
      <NameDialog
        key={creating}
        open={creating !== null}
        onClose={() => setCreating(null)}
        title={t(creating === 'smart' ? 'smart.new' : 'playlists.new')}
        rules={creating === 'smart' ? firstRules : undefined}
        submitLabel={t('playlists.create')}
        busy={create.isPending}
        onSubmit={(values) => create.mutate(values)}
      />
    </Page>
  );
}

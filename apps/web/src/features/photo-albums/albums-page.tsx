import { useInfiniteQuery } from '@tanstack/react-query';
import { Images, Plus } from 'lucide-react';
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
import { PhotosTabs } from '../photos/tabs.tsx';
import { albumTextHeight, PhotoAlbumCard } from './album-card.tsx';
import { AlbumDialog } from './album-dialog.tsx';
import { useCreateAlbum } from './changes.ts';
import { photoAlbumsQuery } from './queries.ts';

/** The caller's photo albums, the one changed last first. */
export function PhotoAlbumsPage() {
  const query = useInfiniteQuery(photoAlbumsQuery);
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const albums = itemsOf(query.data);
  return (
    <Page>
      <PageHeader title={t('photoAlbums.all')}>
        {albums.length > 0 ? <NewAlbumButton /> : null}
      </PageHeader>
      <PhotosTabs />
      {query.isError && albums.length === 0 ? (
        <FailedQuery title={t('photoAlbums.failed')} query={query} />
      ) : null}
      {query.isPending ? (
        <CardGridSkeleton>
          <CardSkeleton />
        </CardGridSkeleton>
      ) : null}
      {query.isSuccess && albums.length === 0 ? (
        <EmptyState
          icon={<Images aria-hidden />}
          title={t('photoAlbums.none')}
          text={t('photoAlbums.none.text')}
          className="pt-16"
        >
          <NewAlbumButton />
        </EmptyState>
      ) : null}
      {albums.length > 0 ? (
        <CardGrid
          label={t('photoAlbums.all')}
          items={albums}
          keyOf={(album) => album.id}
          textHeight={albumTextHeight}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
        >
          {(album) => <PhotoAlbumCard album={album} />}
        </CardGrid>
      ) : null}
    </Page>
  );
}

function NewAlbumButton() {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const create = useCreateAlbum(({ id }) => navigate(`/photos/albums/${id}`));
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t('photoAlbums.new')}
      </Button>
      <AlbumDialog
        open={open}
        onClose={() => setOpen(false)}
        heading={t('photoAlbums.new')}
        submitLabel={t('photoAlbums.create')}
        busy={create.isPending}
        onSubmit={(values) => create.mutate(values)}
      />
    </>
  );
}

import { endpoints } from '@madrigal/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router';
import { itemsOf, pagedQuery } from '../../api/pages.ts';
import { describeError, isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { Gallery } from './gallery.tsx';
import { Single } from './single.tsx';
import { inPublic } from './source.ts';
import { VisitorFrame } from './visitor-frame.tsx';

const pageSize = 200;

/** A photo or video that its owner made public. */
export function PublicMediaPage() {
  const { mediaId = '' } = useParams();
  const query = useQuery({
    queryKey: ['public', 'media', mediaId],
    queryFn: ({ signal }) => request(endpoints.getPublicMedia, { params: { mediaId } }, signal),
  });
  return (
    <VisitorFrame>
      {query.data ? (
        <Single item={query.data} sharedBy={null} source={inPublic} />
      ) : (
        <NotShown error={query.error} onRetry={() => void query.refetch()} />
      )}
    </VisitorFrame>
  );
}

/** A photo album that its owner made public. */
export function PublicPhotoAlbumPage() {
  const { photoAlbumId = '' } = useParams();
  const params = { photoAlbumId };
  const album = useQuery({
    queryKey: ['public', 'photo-albums', photoAlbumId],
    queryFn: ({ signal }) => request(endpoints.getPublicPhotoAlbum, { params }, signal),
  });
  const query = useInfiniteQuery({
    ...pagedQuery(['public', 'photo-albums', photoAlbumId, 'items'], (cursor, signal) =>
      request(
        endpoints.listPublicPhotoAlbumItems,
        { params, query: { limit: pageSize, cursor } },
        signal,
      ),
    ),
    enabled: album.isSuccess,
  });
  const { fetchNextPage, isFetching, hasNextPage } = query;
  const nearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const items = useMemo(() => itemsOf(query.data), [query.data]);
  return (
    <VisitorFrame>
      {album.data ? (
        <Gallery
          kind={t('shared.kind.photo_album')}
          title={album.data.title}
          description={album.data.description}
          itemCount={album.data.itemCount}
          loading={query.isPending}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
          items={items}
          source={inPublic}
        />
      ) : (
        <NotShown error={album.error} onRetry={() => void album.refetch()} />
      )}
    </VisitorFrame>
  );
}

function NotShown({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  if (!error) return <HeroPageSkeleton />;
  if (isCode(error, 'not_found') || isCode(error, 'invalid_request')) {
    return (
      <EmptyState
        icon={<EyeOff aria-hidden />}
        heading="h1"
        title={t('public.gone')}
        text={t('public.gone.text')}
        className="pt-24"
      />
    );
  }
  return (
    <Failure
      title={t('shared.failed')}
      text={describeError(error)}
      retryLabel={t('app.retry')}
      onRetry={onRetry}
    />
  );
}

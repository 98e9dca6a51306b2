import type { MediaItem, PhotoAlbum } from '@madrigal/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowLeft, Images } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Lightbox } from '../photos/lightbox/lightbox.tsx';
import { Timeline } from '../photos/timeline.tsx';
import { UploadStrip } from '../photos/upload-strip.tsx';
import { useMediaSelection } from '../photos/use-media-selection.ts';
import { AddPhotosButton } from './add-photos-button.tsx';
import { AlbumActions } from './album-actions.tsx';
import { AlbumBar } from './album-bar.tsx';
import { AlbumUpload } from './album-upload.tsx';
import { ArrangeGrid } from './arrange-grid.tsx';
import { useMoveInAlbum, useRemoveFromAlbum } from './changes.ts';
import { predecessorOf } from './order.ts';
import { albumItemsQuery, photoAlbumQuery } from './queries.ts';

/** A photo album of one's own: what is in it, and all that can be done with it. */
export function PhotoAlbumPage() {
  const { photoAlbumId = '' } = useParams();
  const query = useQuery(photoAlbumQuery(photoAlbumId));
  if (query.isPending) return <HeroPageSkeleton />;
  if (query.isError && !query.data) {
    return <FailedQuery title={t('photoAlbums.failed.one')} query={query} />;
  }
  return <Album key={photoAlbumId} album={query.data} />;
}

function Album({ album }: { album: PhotoAlbum }) {
  const [arranging, setArranging] = useState(false);
  const navigate = useNavigate();
  return (
    <Page>
      <header className="mb-6">
        <Link
          to="/photos/albums"
          className="mb-3 inline-flex items-center gap-2 rounded-lg font-medium text-[13px] text-ink-soft hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('photoAlbums.all')}
        </Link>
        <div className="flex flex-wrap items-end gap-x-8 gap-y-5">
          <div className="min-w-0 grow basis-80">
            <h1 className="text-pretty text-4xl sm:text-5xl">{album.title}</h1>
            {album.description ? (
              <p className="mt-3 max-w-2xl whitespace-pre-line text-pretty text-ink-soft">
                {album.description}
              </p>
            ) : null}
            <p className="mt-3 text-ink-soft text-sm">
              {t('photoAlbums.count', { count: album.itemCount })}
              {' · '}
              {t(`photos.visibility.${album.visibility}`)}
            </p>
          </div>
          <AlbumActions
            album={album}
            arranging={arranging}
            onArrange={setArranging}
            onDeleted={() => void navigate('/photos/albums', { replace: true })}
          />
        </div>
      </header>
      <UploadStrip />
      <Items album={album} arranging={arranging} />
    </Page>
  );
}

function useAlbumItems(albumId: string) {
  const query = useInfiniteQuery(albumItemsQuery(albumId));
  const { fetchNextPage, isFetching, hasNextPage } = query;
  const nearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const items = useMemo(() => itemsOf(query.data), [query.data]);
  return { query, items, nearEnd };
}

function Items({ album, arranging }: { album: PhotoAlbum; arranging: boolean }) {
  const { query, items, nearEnd } = useAlbumItems(album.id);
  const selection = useMediaSelection(items);
  const takeOut = useRemoveFromAlbum();
  const move = useMoveInAlbum(album.id);
  const [params, setParams] = useSearchParams();
  const opened = params.get('open');
  const open = useCallback(({ id }: Pick<MediaItem, 'id'>) => setParams({ open: id }), [setParams]);
  if (query.isPending) return <Skeleton className="h-64 rounded-2xl" />;
  if (query.isError && items.length === 0) {
    return <FailedQuery title={t('photos.failed')} query={query} />;
  }
  if (items.length === 0) return <Empty album={album} />;
  if (arranging) {
    return (
      <ArrangeGrid
        items={items}
        onNearEnd={nearEnd}
        onMove={(from, to) => {
          const after = predecessorOf(items, from, to);
          move.mutate({ from, to, id: items[from]?.id ?? '', after });
        }}
      />
    );
  }
  return (
    <>
      <Timeline
        {...{ items, selection }}
        by="none"
        onNearEnd={query.hasNextPage ? nearEnd : undefined}
        onOpen={open}
        onDelete={(chosen) =>
          takeOut.mutate({ album, items: chosen }, { onSuccess: selection.clear })
        }
      />
      <AlbumBar album={album} selection={selection} />
      {opened ? (
        <Lightbox
          items={items}
          mediaId={opened}
          album={album}
          onNearEnd={query.hasNextPage ? nearEnd : null}
        />
      ) : null}
    </>
  );
}

function Empty({ album }: { album: PhotoAlbum }) {
  return (
    <EmptyState
      icon={<Images aria-hidden />}
      title={t('photoAlbums.empty')}
      text={t('photoAlbums.empty.text')}
    >
      <div className="flex flex-wrap justify-center gap-3">
        <AlbumUpload photoAlbumId={album.id} primary />
        <AddPhotosButton album={album} />
      </div>
    </EmptyState>
  );
}

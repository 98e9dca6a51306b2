import type { MediaItem } from '@madrigal/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Images, Tag, Trash2, Upload } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { IntoAlbumBar } from '../photo-albums/into-album.tsx';
import { FilePickers } from '../uploads/file-pickers.tsx';
import { useDeleteMedia } from './changes.ts';
import { Lightbox } from './lightbox/lightbox.tsx';
import { type MediaFilter, tagsQuery, timelineQuery } from './queries.ts';
import { MediaSelectionBar } from './selection-bar.tsx';
import { PhotosTabs } from './tabs.tsx';
import { Timeline } from './timeline.tsx';
import { TrashBar } from './trash-bar.tsx';
import { UploadStrip } from './upload-strip.tsx';
import { useMediaSelection } from './use-media-selection.ts';
import { useMonths } from './use-months.ts';

/** All of one's photos and videos by the time they were taken. The filter is part of the address. */
export function PhotosPage() {
  const [params, setParams] = useSearchParams();
  const kind = params.get('kind');
  const filter: MediaFilter = {
    kind: kind === 'image' || kind === 'video' ? kind : undefined,
    tag: params.get('tag') ?? undefined,
  };
  const change = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const by = params.get('by') === 'month' ? 'month' : 'day';
  return (
    <Page>
      <PageHeader title={t('photos.title')}>
        <Button asChild className="max-sm:size-10 max-sm:px-0">
          <Link to="/photos/trash">
            <Trash2 aria-hidden />
            <span className="max-sm:sr-only">{t('photos.trash')}</span>
          </Link>
        </Button>
        <Button asChild variant="primary">
          <Link to="/upload">
            <Upload aria-hidden />
            {t('nav.upload')}
          </Link>
        </Button>
      </PageHeader>
      <PhotosTabs />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Segmented
          label={t('photos.kind')}
          value={filter.kind ?? 'all'}
          options={[
            { value: 'all', label: t('photos.kind.all') },
            { value: 'image', label: t('photos.kind.image') },
            { value: 'video', label: t('photos.kind.video') },
          ]}
          onChange={(value) => change('kind', value === 'all' ? '' : value)}
        />
        <Segmented
          label={t('photos.by')}
          value={by}
          options={[
            { value: 'day', label: t('photos.by.day') },
            { value: 'month', label: t('photos.by.month') },
          ]}
          onChange={(value) => change('by', value === 'day' ? '' : value)}
        />
        <TagFilter tag={filter.tag} onChange={(tag) => change('tag', tag)} />
      </div>
      <UploadStrip />
      <Media key={JSON.stringify(filter)} filter={filter} by={by} />
    </Page>
  );
}

/** What was deleted, to bring back or to remove for good. */
export function PhotoTrashPage() {
  return (
    <Page>
      <PageHeader title={t('photos.trash')}>
        <Button asChild>
          <Link to="/photos">
            <Images aria-hidden />
            {t('photos.title')}
          </Link>
        </Button>
      </PageHeader>
      <p className="-mt-4 mb-4 text-ink-soft">{t('photos.trash.text')}</p>
      <Trashed />
    </Page>
  );
}

function TagFilter({
  tag,
  onChange,
}: {
  tag?: string | undefined;
  onChange: (tag: string) => void;
}) {
  const tags = useQuery(tagsQuery).data?.items ?? [];
  if (tags.length === 0 && !tag) return null;
  const options = tags.map((each) => ({ value: each.tag, label: each.tag }));
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" className="h-10 max-w-56">
          <Tag aria-hidden />
          <span className="truncate">{tag ?? t('photos.tags')}</span>
        </Button>
      }
    >
      <div className="max-h-80 overflow-y-auto">
        <MenuChoice
          label={t('photos.tags')}
          value={tag ?? ''}
          options={[{ value: '', label: t('photos.tags.all') }, ...options]}
          onChange={onChange}
        />
      </div>
    </Menu>
  );
}

function Media({ filter, by }: { filter: MediaFilter; by: 'day' | 'month' }) {
  const { months, sections, items, onSee, hasMore, loadNext, failed } = useMonths(filter);
  const selection = useMediaSelection(items);
  const remove = useDeleteMedia();
  const [params, setParams] = useSearchParams();
  const open = useCallback(
    ({ id }: Pick<MediaItem, 'id'>) =>
      setParams((before) => {
        const next = new URLSearchParams(before);
        next.set('open', id);
        return next;
      }),
    [setParams],
  );
  const opened = params.get('open');
  const into = params.get('into');
  const error = months.data ? failed?.error : months.error;
  if (error && items.length === 0) {
    const retry = () => void (months.data ? failed?.refetch() : months.refetch());
    return <NotLoaded error={error} onRetry={retry} />;
  }
  if (months.isPending) return <TimelineSkeleton />;
  return (
    <>
      {sections.length === 0 ? <Nothing filter={filter} /> : null}
      {sections.length > 0 ? (
        <Timeline
          {...{ items, sections, selection, by, onSee }}
          onOpen={into ? (item) => selection.select(items.indexOf(item), false) : open}
          onDelete={(chosen) => remove.mutate(chosen, { onSuccess: selection.clear })}
        />
      ) : null}
      {into ? (
        <IntoAlbumBar photoAlbumId={into} selection={selection} />
      ) : (
        <MediaSelectionBar selection={selection} />
      )}
      {opened ? (
        <Lightbox items={items} mediaId={opened} onNearEnd={hasMore ? loadNext : null} />
      ) : null}
    </>
  );
}

function Trashed() {
  const query = useInfiniteQuery(timelineQuery({ trash: true }));
  const { fetchNextPage, isFetching, hasNextPage } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const items = useMemo(() => itemsOf(query.data), [query.data]);
  const selection = useMediaSelection(items);
  if (query.isError && items.length === 0) {
    return <NotLoaded error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <TimelineSkeleton />;
  if (items.length === 0) return <Nothing filter={{ trash: true }} />;
  return (
    <>
      <Timeline
        {...{ items, selection }}
        by="month"
        onNearEnd={hasNextPage ? nearEnd : undefined}
        onOpen={(item) => selection.select(items.indexOf(item), false)}
        onDelete={() => undefined}
      />
      <TrashBar items={items} selection={selection} />
    </>
  );
}

function NotLoaded({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Failure
      title={t('photos.failed')}
      text={describeError(error)}
      retryLabel={t('app.retry')}
      onRetry={onRetry}
    />
  );
}

function Nothing({ filter }: { filter: MediaFilter }) {
  if (filter.trash) {
    return <EmptyState icon={<Trash2 aria-hidden />} title={t('photos.trash.empty')} />;
  }
  if (filter.kind || filter.tag) {
    return <EmptyState icon={<Images aria-hidden />} title={t('photos.noneSuch')} />;
  }
  return (
    <EmptyState
      icon={<Images aria-hidden />}
      title={t('photos.empty.title')}
      text={t('photos.empty.text')}
      className="mt-8 max-w-xl rounded-[2rem] border-2 border-line-strong/50 border-dashed bg-surface px-8 max-sm:py-12"
    >
      <FilePickers />
    </EmptyState>
  );
}

const shapes = [1.5, 0.75, 1.33, 1.78, 1, 1.5, 0.67, 1.33, 1.5, 1, 1.78, 0.75];

function TimelineSkeleton() {
  return (
    <div aria-hidden className="flex flex-wrap gap-1 pt-12">
      {shapes.map((shape, index) => (
        <Skeleton
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change
          key={index}
          className={`h-[118px] grow rounded-none sm:h-[210px] ${shape > 1 ? 'basis-40 sm:basis-72' : 'basis-24 sm:basis-40'}`}
        />
      ))}
    </div>
  );
}

import type { MediaItem } from '@madrigal/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Images, Tag, Trash2, Upload } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FilePickers } from '../uploads/file-pickers.tsx';
import { useDeleteMedia } from './changes.ts';
import { Lightbox } from './lightbox.tsx';
import { type MediaFilter, tagsQuery, timelineQuery } from './queries.ts';
import { MediaSelectionBar } from './selection-bar.tsx';
import { Timeline } from './timeline.tsx';
import { TrashBar } from './trash-bar.tsx';
import { UploadStrip } from './upload-strip.tsx';
import { useMediaSelection } from './use-media-selection.ts';

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
      <div className="-mt-3 mb-3 flex flex-wrap items-center gap-3">
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
      <Media filter={{ trash: true }} by="month" />
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

function useMediaList(filter: MediaFilter) {
  const query = useInfiniteQuery(timelineQuery(filter));
  const { fetchNextPage, isFetching } = query;
  const nearEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, items, nearEnd };
}

function Media({ filter, by }: { filter: MediaFilter; by: 'day' | 'month' }) {
  const { query, items, nearEnd } = useMediaList(filter);
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
  const inTrash = filter.trash === true;
  if (query.isError && items.length === 0) {
    return (
      <Failure
        title={t('photos.failed')}
        text={describeError(query.error)}
        retryLabel={t('app.retry')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.isPending) return <TimelineSkeleton />;
  return (
    <>
      {items.length === 0 ? <Nothing filter={filter} /> : null}
      {items.length > 0 ? (
        <Timeline
          {...{ items, selection, by }}
          hasMore={query.hasNextPage}
          onNearEnd={nearEnd}
          onOpen={inTrash ? (item) => selection.select(items.indexOf(item), false) : open}
          onDelete={(chosen) => {
            if (!inTrash) remove.mutate(chosen, { onSuccess: selection.clear });
          }}
        />
      ) : null}
      {inTrash ? (
        <TrashBar items={items} selection={selection} />
      ) : (
        <MediaSelectionBar selection={selection} />
      )}
      {opened ? (
        <Lightbox items={items} mediaId={opened} onNearEnd={query.hasNextPage ? nearEnd : null} />
      ) : null}
    </>
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
